#!/usr/bin/env -S node
import type { Contract as Start } from '../../snapshots/4ec394a636634321a46de2733c41ac2974d9212cf8c837728316e0982924e746/contract';
import startContract from '../../snapshots/4ec394a636634321a46de2733c41ac2974d9212cf8c837728316e0982924e746/contract.json' with { type: 'json' };
import type { Contract as End } from '../../snapshots/90e31058afd064f025b979112dc0cfce7d6cb06c529cf46cee71d50d71595d54/contract';
import endContract from '../../snapshots/90e31058afd064f025b979112dc0cfce7d6cb06c529cf46cee71d50d71595d54/contract.json' with { type: 'json' };
import {
  Migration,
  MigrationCLI,
  collMod,
  createCollection,
  createIndex,
} from '@prisma/orm-mongo/target/migration';

class M extends Migration<Start, End> {
  override readonly startContractJson = startContract;
  override readonly endContractJson = endContract;

  override get operations() {
    return [
      createCollection('billingAccounts', {
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
              dunned: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
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
      }),
      createCollection('billingChecks', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              checked: { bsonType: 'int' },
              drift: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              endedAt: { bsonType: ['null', 'date'] },
              error: { bsonType: ['null', 'string'] },
              expiresAt: { bsonType: 'date' },
              startedAt: { bsonType: 'date' },
            },
            required: ['_id', 'checked', 'drift', 'expiresAt', 'startedAt'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('stripeEvents', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              attempts: { bsonType: 'int' },
              claimedAt: { bsonType: 'date' },
              customerId: { bsonType: ['null', 'string'] },
              doneAt: { bsonType: ['null', 'date'] },
              error: { bsonType: ['null', 'string'] },
              eventId: { bsonType: 'string' },
              expiresAt: { bsonType: 'date' },
              kind: { bsonType: 'string' },
            },
            required: ['_id', 'attempts', 'claimedAt', 'eventId', 'expiresAt', 'kind'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('usageCounters', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              days: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              key: { bsonType: 'string' },
              messages: { bsonType: 'int' },
              open: { bsonType: 'int' },
              pending: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              period: { bsonType: 'string' },
              touchedAt: { bsonType: 'date' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'days',
              'key',
              'messages',
              'open',
              'pending',
              'period',
              'touchedAt',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('usageEvents', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              at: { bsonType: 'date' },
              cached: { bsonType: 'int' },
              cost: { bsonType: ['null', 'double'] },
              day: { bsonType: 'string' },
              feature: { bsonType: 'string' },
              input: { bsonType: 'int' },
              isEstimated: { bsonType: 'bool' },
              isOwnKey: { bsonType: 'bool' },
              key: { bsonType: 'string' },
              model: { bsonType: 'string' },
              output: { bsonType: 'int' },
              price: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              reasoning: { bsonType: 'int' },
              status: { bsonType: 'string' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'at',
              'cached',
              'day',
              'feature',
              'input',
              'isEstimated',
              'isOwnKey',
              'key',
              'model',
              'output',
              'reasoning',
              'status',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createIndex('billingAccounts', [{ direction: 1, field: 'workspaceId' }], { unique: true }),
      createIndex('billingAccounts', [{ direction: 1, field: 'customerId' }], {}),
      createIndex(
        'billingAccounts',
        [
          { direction: 1, field: 'status' },
          { direction: 1, field: 'convergedAt' },
        ],
        {},
      ),
      createIndex('billingChecks', [{ direction: -1, field: 'startedAt' }], {}),
      createIndex('billingChecks', [{ direction: 1, field: 'expiresAt' }], {
        expireAfterSeconds: 0,
      }),
      createIndex('stripeEvents', [{ direction: 1, field: 'eventId' }], { unique: true }),
      createIndex('stripeEvents', [{ direction: 1, field: 'expiresAt' }], {
        expireAfterSeconds: 0,
      }),
      createIndex('usageCounters', [{ direction: 1, field: 'key' }], { unique: true }),
      createIndex('usageCounters', [{ direction: 1, field: 'workspaceId' }], {}),
      createIndex(
        'usageCounters',
        [
          { direction: 1, field: 'open' },
          { direction: 1, field: 'touchedAt' },
        ],
        {},
      ),
      createIndex('usageEvents', [{ direction: 1, field: 'key' }], { unique: true }),
      createIndex(
        'usageEvents',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'day' },
        ],
        {},
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
