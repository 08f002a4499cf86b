#!/usr/bin/env -S node
import type { Contract as End } from '../../snapshots/6081e649bd450c5871d6fa959c85862b794eec8b3e55fbfd21b90c0cd96d5e58/contract';
import endContract from '../../snapshots/6081e649bd450c5871d6fa959c85862b794eec8b3e55fbfd21b90c0cd96d5e58/contract.json' with { type: 'json' };
import type { Contract as Start } from '../../snapshots/c5ebf490188fd23eb04ed3af9c0fc44a87d72a04a37e3d78bc6b53e7628f93e0/contract';
import startContract from '../../snapshots/c5ebf490188fd23eb04ed3af9c0fc44a87d72a04a37e3d78bc6b53e7628f93e0/contract.json' with { type: 'json' };
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
      createCollection('authChallenges', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              data: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              expiresAt: { bsonType: 'date' },
              kind: { bsonType: 'string' },
              tokenHash: { bsonType: 'string' },
              userId: { bsonType: ['null', 'string'] },
            },
            required: ['_id', 'createdAt', 'expiresAt', 'kind', 'tokenHash'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('blobChunks', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              blobId: { bsonType: 'objectId' },
              bytes: { bsonType: 'binData' },
              expiresAt: { bsonType: ['null', 'date'] },
              seq: { bsonType: 'int' },
              userId: { bsonType: 'objectId' },
            },
            required: ['_id', 'blobId', 'bytes', 'seq', 'userId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('consents', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              givenAt: { bsonType: 'date' },
              kind: { bsonType: 'string' },
              userId: { bsonType: 'objectId' },
              version: { bsonType: 'string' },
              withdrawnAt: { bsonType: ['null', 'date'] },
            },
            required: ['_id', 'givenAt', 'kind', 'userId', 'version'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('dataExports', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              blobId: { bsonType: ['null', 'string'] },
              createdAt: { bsonType: 'date' },
              error: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              expiresAt: { bsonType: 'date' },
              progress: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              readyAt: { bsonType: ['null', 'date'] },
              size: { bsonType: ['null', 'double'] },
              status: { bsonType: 'string' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'createdAt',
              'expiresAt',
              'progress',
              'status',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('erasureReceipts', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              counts: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              erasedAt: { bsonType: 'date' },
              requestedAt: { bsonType: 'date' },
            },
            required: ['_id', 'counts', 'erasedAt', 'requestedAt'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('identities', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              email: { bsonType: ['null', 'string'] },
              lastUsedAt: { bsonType: ['null', 'date'] },
              provider: { bsonType: 'string' },
              subject: { bsonType: 'string' },
              userId: { bsonType: 'objectId' },
            },
            required: ['_id', 'createdAt', 'provider', 'subject', 'userId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('invitations', {
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
            },
            required: [
              '_id',
              'createdAt',
              'email',
              'expiresAt',
              'invitedById',
              'role',
              'tokenHash',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('passkeys', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              counter: { bsonType: 'double' },
              createdAt: { bsonType: 'date' },
              credentialId: { bsonType: 'string' },
              isBackedUp: { bsonType: 'bool' },
              lastUsedAt: { bsonType: ['null', 'date'] },
              name: { bsonType: 'string' },
              publicKey: { bsonType: 'binData' },
              transports: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              userId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'counter',
              'createdAt',
              'credentialId',
              'isBackedUp',
              'name',
              'publicKey',
              'transports',
              'userId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('recoveryCodes', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              codeHash: { bsonType: 'string' },
              createdAt: { bsonType: 'date' },
              usedAt: { bsonType: ['null', 'date'] },
              userId: { bsonType: 'objectId' },
            },
            required: ['_id', 'codeHash', 'createdAt', 'userId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('securityEvents', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              actorId: { bsonType: ['null', 'string'] },
              createdAt: { bsonType: 'date' },
              data: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              ip: { bsonType: ['null', 'string'] },
              kind: { bsonType: 'string' },
              requestId: { bsonType: 'string' },
              userAgent: { bsonType: ['null', 'string'] },
              userId: { bsonType: ['null', 'string'] },
            },
            required: ['_id', 'createdAt', 'kind', 'requestId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('sessions', {
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
      }),
      createCollection('throttles', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              expiresAt: { bsonType: 'date' },
              failures: { bsonType: 'int' },
              key: { bsonType: 'string' },
              lockedUntil: { bsonType: ['null', 'date'] },
              updatedAt: { bsonType: 'date' },
            },
            required: ['_id', 'expiresAt', 'failures', 'key', 'updatedAt'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('totpFactors', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              confirmedAt: { bsonType: ['null', 'date'] },
              createdAt: { bsonType: 'date' },
              lastStep: { bsonType: ['null', 'double'] },
              secret: { bsonType: 'string' },
              userId: { bsonType: 'objectId' },
            },
            required: ['_id', 'createdAt', 'secret', 'userId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('trustedDevices', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              expiresAt: { bsonType: 'date' },
              tokenHash: { bsonType: 'string' },
              userAgent: { bsonType: 'string' },
              userId: { bsonType: 'objectId' },
            },
            required: ['_id', 'createdAt', 'expiresAt', 'tokenHash', 'userAgent', 'userId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createIndex('authChallenges', [{ direction: 1, field: 'tokenHash' }], { unique: true }),
      createIndex('authChallenges', [{ direction: 1, field: 'expiresAt' }], {
        expireAfterSeconds: 0,
      }),
      createIndex(
        'blobChunks',
        [
          { direction: 1, field: 'blobId' },
          { direction: 1, field: 'seq' },
        ],
        { unique: true },
      ),
      createIndex('blobChunks', [{ direction: 1, field: 'userId' }], {}),
      createIndex('blobChunks', [{ direction: 1, field: 'expiresAt' }], { expireAfterSeconds: 0 }),
      createIndex(
        'consents',
        [
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'kind' },
        ],
        {},
      ),
      createIndex(
        'dataExports',
        [
          { direction: 1, field: 'userId' },
          { direction: -1, field: 'createdAt' },
        ],
        {},
      ),
      createIndex('dataExports', [{ direction: 1, field: 'expiresAt' }], { expireAfterSeconds: 0 }),
      createIndex(
        'identities',
        [
          { direction: 1, field: 'provider' },
          { direction: 1, field: 'subject' },
        ],
        { unique: true },
      ),
      createIndex('identities', [{ direction: 1, field: 'userId' }], {}),
      createIndex('invitations', [{ direction: 1, field: 'tokenHash' }], { unique: true }),
      createIndex('invitations', [{ direction: 1, field: 'email' }], {}),
      createIndex('passkeys', [{ direction: 1, field: 'credentialId' }], { unique: true }),
      createIndex('passkeys', [{ direction: 1, field: 'userId' }], {}),
      createIndex(
        'recoveryCodes',
        [
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'codeHash' },
        ],
        { unique: true },
      ),
      createIndex(
        'securityEvents',
        [
          { direction: 1, field: 'userId' },
          { direction: -1, field: 'createdAt' },
        ],
        {},
      ),
      createIndex('securityEvents', [{ direction: -1, field: 'createdAt' }], {}),
      createIndex('sessions', [{ direction: 1, field: 'tokenHash' }], { unique: true }),
      createIndex(
        'sessions',
        [
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'endedAt' },
          { direction: -1, field: 'lastSeenAt' },
        ],
        {},
      ),
      createIndex(
        'sessions',
        [
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'deviceHash' },
        ],
        {},
      ),
      createIndex('sessions', [{ direction: 1, field: 'previousHash' }], {}),
      createIndex('sessions', [{ direction: 1, field: 'expiresAt' }], { expireAfterSeconds: 0 }),
      createIndex('throttles', [{ direction: 1, field: 'key' }], { unique: true }),
      createIndex('throttles', [{ direction: 1, field: 'expiresAt' }], { expireAfterSeconds: 0 }),
      createIndex('totpFactors', [{ direction: 1, field: 'userId' }], { unique: true }),
      createIndex('trustedDevices', [{ direction: 1, field: 'tokenHash' }], { unique: true }),
      createIndex('trustedDevices', [{ direction: 1, field: 'userId' }], {}),
      createIndex('trustedDevices', [{ direction: 1, field: 'expiresAt' }], {
        expireAfterSeconds: 0,
      }),
      createIndex('users', [{ direction: 1, field: 'deletionAt' }], {}),
      collMod(
        'mailTokens',
        {
          validator: {
            $jsonSchema: {
              additionalProperties: false,
              bsonType: 'object',
              properties: {
                _id: { bsonType: 'objectId' },
                attempts: { bsonType: 'int' },
                codeHash: { bsonType: ['null', 'string'] },
                createdAt: { bsonType: 'date' },
                data: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
                email: { bsonType: 'string' },
                expiresAt: { bsonType: 'date' },
                purpose: { bsonType: 'string' },
                tokenHash: { bsonType: 'string' },
                usedAt: { bsonType: ['null', 'date'] },
                userId: { bsonType: 'objectId' },
              },
              required: [
                '_id',
                'attempts',
                'createdAt',
                'email',
                'expiresAt',
                'purpose',
                'tokenHash',
                'userId',
              ],
            },
          },
          validationLevel: 'strict',
          validationAction: 'error',
        },
        {
          id: 'validator.mailTokens.update',
          label: 'Update validator on mailTokens',
          operationClass: 'widening',
        },
      ),
      collMod(
        'users',
        {
          validator: {
            $jsonSchema: {
              additionalProperties: false,
              bsonType: 'object',
              properties: {
                _id: { bsonType: 'objectId' },
                about: { bsonType: ['null', 'string'] },
                avatarId: { bsonType: ['null', 'string'] },
                avoid: { bsonType: ['null', 'string'] },
                bio: { bsonType: ['null', 'string'] },
                birthday: { bsonType: ['null', 'string'] },
                createdAt: { bsonType: 'date' },
                defaultModel: { bsonType: ['null', 'string'] },
                deletionAt: { bsonType: ['null', 'date'] },
                email: { bsonType: 'string' },
                emailVerifiedAt: { bsonType: ['null', 'date'] },
                fallbackModels: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
                humour: { bsonType: ['null', 'string'] },
                isGuest: { bsonType: ['null', 'bool'] },
                language: { bsonType: ['null', 'string'] },
                locale: { bsonType: 'string' },
                modelSettings: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
                motion: { bsonType: ['null', 'string'] },
                name: { bsonType: 'string' },
                onboarding: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
                passwordHash: { bsonType: ['null', 'string'] },
                preferences: {
                  additionalProperties: false,
                  bsonType: 'object',
                  properties: {
                    address: { bsonType: 'string' },
                    instructions: { bsonType: 'string' },
                    length: { bsonType: 'string' },
                    tone: { bsonType: 'string' },
                  },
                  required: ['address', 'instructions', 'length', 'tone'],
                },
                pronouns: { bsonType: ['null', 'string'] },
                retentionDays: { bsonType: ['null', 'int'] },
                role: { bsonType: 'string' },
                sessionEpoch: { bsonType: ['null', 'int'] },
                suspendedAt: { bsonType: ['null', 'date'] },
                textSize: { bsonType: ['null', 'string'] },
                theme: { bsonType: 'string' },
                timeZone: { bsonType: 'string' },
                updatedAt: { bsonType: 'date' },
                webauthnId: { bsonType: ['null', 'string'] },
              },
              required: [
                '_id',
                'createdAt',
                'email',
                'locale',
                'name',
                'preferences',
                'role',
                'theme',
                'timeZone',
                'updatedAt',
              ],
            },
          },
          validationLevel: 'strict',
          validationAction: 'error',
        },
        {
          id: 'validator.users.update',
          label: 'Update validator on users',
          operationClass: 'destructive',
        },
      ),
    ];
  }
}

export default M;
MigrationCLI.run(import.meta.url, M);
