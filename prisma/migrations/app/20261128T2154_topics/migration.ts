#!/usr/bin/env -S node
import type { Contract as End } from '../../snapshots/487c5f79c0cba4a050b80277b1c435929b75a61a629fde446bd0280220d48c36/contract';
import endContract from '../../snapshots/487c5f79c0cba4a050b80277b1c435929b75a61a629fde446bd0280220d48c36/contract.json' with { type: 'json' };
import type { Contract as Start } from '../../snapshots/8fd681ef29aabca3c82490efece1f70e0c2dc6a5046acdc8792fc01467137355/contract';
import startContract from '../../snapshots/8fd681ef29aabca3c82490efece1f70e0c2dc6a5046acdc8792fc01467137355/contract.json' with { type: 'json' };
import { Migration, MigrationCLI, collMod } from '@prisma/orm-mongo/target/migration';

class M extends Migration<Start, End> {
  override readonly startContractJson = startContract;
  override readonly endContractJson = endContract;

  override get operations() {
    return [
      collMod(
        'emotionReadings',
        {
          validator: {
            $jsonSchema: {
              additionalProperties: false,
              bsonType: 'object',
              properties: {
                _id: { bsonType: 'objectId' },
                arousal: { bsonType: 'double' },
                at: { bsonType: 'date' },
                confidence: { bsonType: 'double' },
                conversationId: { bsonType: 'objectId' },
                labels: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
                modelVersion: { bsonType: 'string' },
                perspective: { bsonType: 'string' },
                said: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
                saidAt: { bsonType: ['null', 'date'] },
                scores: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
                status: { bsonType: 'string' },
                topics: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
                unsure: { bsonType: ['null', 'string'] },
                userId: { bsonType: 'objectId' },
                valence: { bsonType: 'double' },
                why: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
                workspaceId: { bsonType: 'objectId' },
              },
              required: [
                '_id',
                'arousal',
                'at',
                'confidence',
                'conversationId',
                'labels',
                'modelVersion',
                'perspective',
                'status',
                'userId',
                'valence',
                'why',
                'workspaceId',
              ],
            },
          },
          validationLevel: 'strict',
          validationAction: 'error',
        },
        {
          id: 'validator.emotionReadings.update',
          label: 'Update validator on emotionReadings',
          operationClass: 'widening',
        },
      ),
    ];
  }
}

export default M;
MigrationCLI.run(import.meta.url, M);
