#!/usr/bin/env -S node
import type { Contract as Start } from '../../snapshots/862799b3d38bd6455f68eeb74b8d2ccd5d2954da0a594d61ea65619b1dda098a/contract';
import startContract from '../../snapshots/862799b3d38bd6455f68eeb74b8d2ccd5d2954da0a594d61ea65619b1dda098a/contract.json' with { type: 'json' };
import type { Contract as End } from '../../snapshots/a1fab74b4afa9919ab23202876f601a6ac8b50c9c70bcd77847cafc0e8b7f8d2/contract';
import endContract from '../../snapshots/a1fab74b4afa9919ab23202876f601a6ac8b50c9c70bcd77847cafc0e8b7f8d2/contract.json' with { type: 'json' };
import { Migration, MigrationCLI, collMod } from '@prisma/orm-mongo/target/migration';

class M extends Migration<Start, End> {
  override readonly startContractJson = startContract;
  override readonly endContractJson = endContract;

  override get operations() {
    return [
      collMod(
        'memberships',
        {
          validator: {
            $jsonSchema: {
              additionalProperties: false,
              bsonType: 'object',
              properties: {
                _id: { bsonType: 'objectId' },
                caps: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
                createdAt: { bsonType: 'date' },
                plan: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
                role: { bsonType: 'string' },
                userId: { bsonType: 'objectId' },
                workspaceId: { bsonType: 'objectId' },
              },
              required: ['_id', 'createdAt', 'role', 'userId', 'workspaceId'],
            },
          },
          validationLevel: 'strict',
          validationAction: 'error',
        },
        {
          id: 'validator.memberships.update',
          label: 'Update validator on memberships',
          operationClass: 'widening',
        },
      ),
    ];
  }
}

export default M;
MigrationCLI.run(import.meta.url, M);
