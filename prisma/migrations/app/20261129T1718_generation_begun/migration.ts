#!/usr/bin/env -S node
import type { Contract as Start } from '../../snapshots/0f2226608cb99a2e5a509ed18938440ae88d390fe5b987dc5c5da10b73049423/contract';
import startContract from '../../snapshots/0f2226608cb99a2e5a509ed18938440ae88d390fe5b987dc5c5da10b73049423/contract.json' with { type: 'json' };
import type { Contract as End } from '../../snapshots/cd6653be279ed2d20c078089b7728c582e03c15cf368fbf444c66ffa4fbd4fb5/contract';
import endContract from '../../snapshots/cd6653be279ed2d20c078089b7728c582e03c15cf368fbf444c66ffa4fbd4fb5/contract.json' with { type: 'json' };
import { Migration, MigrationCLI, collMod } from '@prisma/orm-mongo/target/migration';

class M extends Migration<Start, End> {
  override readonly startContractJson = startContract;
  override readonly endContractJson = endContract;

  override get operations() {
    return [
      collMod(
        'generations',
        {
          validator: {
            $jsonSchema: {
              additionalProperties: false,
              bsonType: 'object',
              properties: {
                _id: { bsonType: 'objectId' },
                begunChars: { bsonType: ['null', 'int'] },
                conversationId: { bsonType: 'objectId' },
                endedAt: { bsonType: ['null', 'date'] },
                heartbeatAt: { bsonType: 'date' },
                key: { bsonType: 'string' },
                model: { bsonType: 'string' },
                replyId: { bsonType: 'objectId' },
                startedAt: { bsonType: 'date' },
                status: { bsonType: 'string' },
                stopRequested: { bsonType: 'bool' },
                temporary: { bsonType: 'bool' },
                userId: { bsonType: 'objectId' },
                userMessageId: { bsonType: 'objectId' },
                workspaceId: { bsonType: 'objectId' },
              },
              required: [
                '_id',
                'conversationId',
                'heartbeatAt',
                'key',
                'model',
                'replyId',
                'startedAt',
                'status',
                'stopRequested',
                'temporary',
                'userId',
                'userMessageId',
                'workspaceId',
              ],
            },
          },
          validationLevel: 'strict',
          validationAction: 'error',
        },
        {
          id: 'validator.generations.update',
          label: 'Update validator on generations',
          operationClass: 'widening',
        },
      ),
    ];
  }
}

export default M;
MigrationCLI.run(import.meta.url, M);
