#!/usr/bin/env -S node
import type { Contract as End } from '../../snapshots/76a135958bcffe4e0425a0c4e1bffd83db823606bf9d079d4cf43bada161d43e/contract';
import endContract from '../../snapshots/76a135958bcffe4e0425a0c4e1bffd83db823606bf9d079d4cf43bada161d43e/contract.json' with { type: 'json' };
import type { Contract as Start } from '../../snapshots/a1fab74b4afa9919ab23202876f601a6ac8b50c9c70bcd77847cafc0e8b7f8d2/contract';
import startContract from '../../snapshots/a1fab74b4afa9919ab23202876f601a6ac8b50c9c70bcd77847cafc0e8b7f8d2/contract.json' with { type: 'json' };
import {
  Migration,
  MigrationCLI,
  collMod,
  createCollection,
  createIndex,
  dataTransform,
} from '@prisma/orm-mongo/target/migration';
import { RawUpdateManyCommand } from '@prisma/orm-mongo/query-ast/execution';

class M extends Migration<Start, End> {
  override readonly startContractJson = startContract;
  override readonly endContractJson = endContract;

  override get operations() {
    return [
      createCollection('billingMovements', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              accountId: { bsonType: 'objectId' },
              after: { bsonType: 'double' },
              at: { bsonType: 'date' },
              before: { bsonType: 'double' },
              currency: { bsonType: 'string' },
              fromPlan: { bsonType: ['null', 'string'] },
              key: { bsonType: 'string' },
              kind: { bsonType: 'string' },
              month: { bsonType: 'string' },
              plan: { bsonType: ['null', 'string'] },
              seq: { bsonType: 'int' },
            },
            required: [
              '_id',
              'accountId',
              'after',
              'at',
              'before',
              'currency',
              'key',
              'kind',
              'month',
              'seq',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('quoteRequests', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              answers: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              createdAt: { bsonType: 'date' },
              key: { bsonType: 'string' },
              needs: { bsonType: 'string' },
              reach: { bsonType: 'string' },
              seats: { bsonType: 'int' },
              status: { bsonType: 'string' },
              updatedAt: { bsonType: 'date' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'answers',
              'createdAt',
              'key',
              'needs',
              'reach',
              'seats',
              'status',
              'updatedAt',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createIndex('billingMovements', [{ direction: 1, field: 'key' }], { unique: true }),
      createIndex(
        'billingMovements',
        [
          { direction: 1, field: 'accountId' },
          { direction: 1, field: 'seq' },
        ],
        {},
      ),
      createIndex('quoteRequests', [{ direction: 1, field: 'key' }], { unique: true }),
      createIndex(
        'quoteRequests',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
        ],
        {},
      ),
      createIndex(
        'quoteRequests',
        [
          { direction: 1, field: 'status' },
          { direction: -1, field: 'createdAt' },
        ],
        {},
      ),
      // What the new validator does not know would refuse every later change of a document.
      dataTransform('drop-dunned', {
        run: () => ({
          collection: 'billingAccounts',
          command: new RawUpdateManyCommand(
            'billingAccounts',
            { dunned: { $exists: true } },
            { $unset: { dunned: '' } },
          ),
          meta: {
            target: 'mongo',
            storageHash: endContract.storage.storageHash,
            lane: 'mongo-raw',
            paramDescriptors: [],
          },
        }),
      }),
      collMod(
        'billingAccounts',
        {
          validator: {
            $jsonSchema: {
              additionalProperties: false,
              bsonType: 'object',
              properties: {
                _id: { bsonType: 'objectId' },
                cancelAt: { bsonType: ['null', 'date'] },
                card: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
                checkoutId: { bsonType: ['null', 'string'] },
                convergedAt: { bsonType: 'date' },
                createdAt: { bsonType: 'date' },
                currency: { bsonType: ['null', 'string'] },
                customerId: { bsonType: ['null', 'string'] },
                granted: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
                interval: { bsonType: ['null', 'string'] },
                monthly: { bsonType: ['null', 'double'] },
                pastDueSince: { bsonType: ['null', 'date'] },
                periodEnd: { bsonType: ['null', 'date'] },
                plan: { bsonType: ['null', 'string'] },
                seats: { bsonType: ['null', 'int'] },
                status: { bsonType: 'string' },
                subscriptionId: { bsonType: ['null', 'string'] },
                trialEnd: { bsonType: ['null', 'date'] },
                updatedAt: { bsonType: 'date' },
                userId: { bsonType: 'objectId' },
                workspaceId: { bsonType: 'objectId' },
              },
              required: [
                '_id',
                'convergedAt',
                'createdAt',
                'status',
                'updatedAt',
                'userId',
                'workspaceId',
              ],
            },
          },
          validationLevel: 'strict',
          validationAction: 'error',
        },
        {
          id: 'validator.billingAccounts.update',
          label: 'Update validator on billingAccounts',
          operationClass: 'destructive',
        },
      ),
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
                givenCaps: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
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
