#!/usr/bin/env -S node
import type { Contract as End } from '../../snapshots/0f2226608cb99a2e5a509ed18938440ae88d390fe5b987dc5c5da10b73049423/contract';
import endContract from '../../snapshots/0f2226608cb99a2e5a509ed18938440ae88d390fe5b987dc5c5da10b73049423/contract.json' with { type: 'json' };
import type { Contract as Start } from '../../snapshots/487c5f79c0cba4a050b80277b1c435929b75a61a629fde446bd0280220d48c36/contract';
import startContract from '../../snapshots/487c5f79c0cba4a050b80277b1c435929b75a61a629fde446bd0280220d48c36/contract.json' with { type: 'json' };
import {
  Migration,
  MigrationCLI,
  collMod,
  createCollection,
  createIndex,
  dropIndex,
} from '@prisma/orm-mongo/target/migration';

class M extends Migration<Start, End> {
  override readonly startContractJson = startContract;
  override readonly endContractJson = endContract;

  override get operations() {
    return [
      createCollection('apiKeys', {
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
              expiresAt: { bsonType: ['null', 'date'] },
              keyHash: { bsonType: 'string' },
              lastUsedAt: { bsonType: ['null', 'date'] },
              name: { bsonType: 'string' },
              revokedAt: { bsonType: ['null', 'date'] },
              scopes: { bsonType: 'array', items: { bsonType: 'string' } },
              start: { bsonType: 'string' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'createdAt',
              'keyHash',
              'name',
              'scopes',
              'start',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('teamInvitations', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              acceptedAt: { bsonType: ['null', 'date'] },
              createdAt: { bsonType: 'date' },
              email: { bsonType: 'string' },
              expiresAt: { bsonType: 'date' },
              invitedById: { bsonType: 'objectId' },
              revokedAt: { bsonType: ['null', 'date'] },
              role: { bsonType: 'string' },
              tokenHash: { bsonType: 'string' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'createdAt',
              'email',
              'expiresAt',
              'invitedById',
              'role',
              'tokenHash',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createIndex('apiKeys', [{ direction: 1, field: 'keyHash' }], { unique: true }),
      createIndex(
        'apiKeys',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
        ],
        {},
      ),
      createIndex(
        'conversations',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'deletedAt' },
          { direction: -1, field: 'lastMessageAt' },
          { direction: -1, field: '_id' },
        ],
        {},
      ),
      createIndex(
        'conversations',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'folderId' },
          { direction: -1, field: 'lastMessageAt' },
          { direction: -1, field: '_id' },
        ],
        {},
      ),
      createIndex(
        'conversations',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: -1, field: 'archivedAt' },
        ],
        {},
      ),
      createIndex(
        'messages',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: -1, field: 'createdAt' },
          { direction: -1, field: '_id' },
        ],
        {},
      ),
      createIndex('teamInvitations', [{ direction: 1, field: 'tokenHash' }], { unique: true }),
      createIndex(
        'teamInvitations',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'email' },
        ],
        {},
      ),
      createIndex('teamInvitations', [{ direction: 1, field: 'email' }], {}),
      createIndex(
        'usageEvents',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'day' },
        ],
        {},
      ),
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
                keptSeats: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
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
          operationClass: 'widening',
        },
      ),
      collMod(
        'sessions',
        {
          validator: {
            $jsonSchema: {
              additionalProperties: false,
              bsonType: 'object',
              properties: {
                _id: { bsonType: 'objectId' },
                createdAt: { bsonType: 'date' },
                deviceHash: { bsonType: ['null', 'string'] },
                endReason: { bsonType: ['null', 'string'] },
                endedAt: { bsonType: ['null', 'date'] },
                expiresAt: { bsonType: 'date' },
                factorAt: { bsonType: ['null', 'date'] },
                ip: { bsonType: 'string' },
                lastSeenAt: { bsonType: 'date' },
                method: { bsonType: 'string' },
                place: { bsonType: ['null', 'string'] },
                previousHash: { bsonType: ['null', 'string'] },
                provedAt: { bsonType: ['null', 'date'] },
                rotatedAt: { bsonType: 'date' },
                tokenHash: { bsonType: 'string' },
                userAgent: { bsonType: 'string' },
                userId: { bsonType: 'objectId' },
                workspaceId: { bsonType: ['null', 'objectId'] },
              },
              required: [
                '_id',
                'createdAt',
                'expiresAt',
                'ip',
                'lastSeenAt',
                'method',
                'rotatedAt',
                'tokenHash',
                'userAgent',
                'userId',
              ],
            },
          },
          validationLevel: 'strict',
          validationAction: 'error',
        },
        {
          id: 'validator.sessions.update',
          label: 'Update validator on sessions',
          operationClass: 'widening',
        },
      ),
      collMod(
        'usageCounters',
        {
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
                parts: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
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
        },
        {
          id: 'validator.usageCounters.update',
          label: 'Update validator on usageCounters',
          operationClass: 'widening',
        },
      ),
      collMod(
        'usageEvents',
        {
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
                keyId: { bsonType: ['null', 'objectId'] },
                model: { bsonType: 'string' },
                output: { bsonType: 'int' },
                paidBy: { bsonType: ['null', 'string'] },
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
        },
        {
          id: 'validator.usageEvents.update',
          label: 'Update validator on usageEvents',
          operationClass: 'widening',
        },
      ),
      dropIndex('conversations', [
        { direction: 1, field: 'workspaceId' },
        { direction: 1, field: 'userId' },
        { direction: 1, field: 'deletedAt' },
        { direction: -1, field: 'lastMessageAt' },
      ]),
      dropIndex('conversations', [
        { direction: 1, field: 'workspaceId' },
        { direction: 1, field: 'userId' },
        { direction: 1, field: 'folderId' },
        { direction: -1, field: 'lastMessageAt' },
      ]),
    ];
  }
}

export default M;
MigrationCLI.run(import.meta.url, M);
