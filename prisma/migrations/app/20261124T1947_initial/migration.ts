#!/usr/bin/env -S node
import type { Contract as End } from '../../snapshots/c5ebf490188fd23eb04ed3af9c0fc44a87d72a04a37e3d78bc6b53e7628f93e0/contract';
import endContract from '../../snapshots/c5ebf490188fd23eb04ed3af9c0fc44a87d72a04a37e3d78bc6b53e7628f93e0/contract.json' with { type: 'json' };
import {
  Migration,
  MigrationCLI,
  createCollection,
  createIndex,
} from '@prisma/orm-mongo/target/migration';

class M extends Migration<never, End> {
  override readonly endContractJson = endContract;

  override get operations() {
    return [
      createCollection('assistants', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              avatarId: { bsonType: ['null', 'string'] },
              createdAt: { bsonType: 'date' },
              description: { bsonType: 'string' },
              emoji: { bsonType: ['null', 'string'] },
              handle: { bsonType: 'string' },
              instructions: { bsonType: 'string' },
              isShared: { bsonType: 'bool' },
              model: { bsonType: ['null', 'string'] },
              name: { bsonType: 'string' },
              starters: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              updatedAt: { bsonType: 'date' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'createdAt',
              'description',
              'handle',
              'instructions',
              'isShared',
              'name',
              'starters',
              'updatedAt',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('avatars', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              bytes: { bsonType: 'binData' },
              contentType: { bsonType: 'string' },
              createdAt: { bsonType: 'date' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: ['_id', 'bytes', 'contentType', 'createdAt', 'userId', 'workspaceId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('contextSummaries', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              conversationId: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              editedAt: { bsonType: ['null', 'date'] },
              model: { bsonType: ['null', 'string'] },
              text: { bsonType: 'string' },
              throughDepth: { bsonType: 'int' },
              throughId: { bsonType: 'objectId' },
              tokens: { bsonType: 'int' },
              updatedAt: { bsonType: 'date' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'conversationId',
              'createdAt',
              'text',
              'throughDepth',
              'throughId',
              'tokens',
              'updatedAt',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('conversations', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              archivedAt: { bsonType: ['null', 'date'] },
              assistantId: { bsonType: ['null', 'string'] },
              colour: { bsonType: ['null', 'string'] },
              createdAt: { bsonType: 'date' },
              deletedAt: { bsonType: ['null', 'date'] },
              emoji: { bsonType: ['null', 'string'] },
              folderId: { bsonType: ['null', 'string'] },
              importId: { bsonType: ['null', 'string'] },
              instructions: { bsonType: ['null', 'string'] },
              lastMessageAt: { bsonType: 'date' },
              leafId: { bsonType: ['null', 'string'] },
              model: { bsonType: ['null', 'string'] },
              modelSettings: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              pinnedAt: { bsonType: ['null', 'date'] },
              title: { bsonType: 'string' },
              titleSource: { bsonType: 'string' },
              updatedAt: { bsonType: 'date' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'createdAt',
              'lastMessageAt',
              'title',
              'titleSource',
              'updatedAt',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('drafts', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              key: { bsonType: 'string' },
              text: { bsonType: 'string' },
              updatedAt: { bsonType: 'date' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: ['_id', 'key', 'text', 'updatedAt', 'userId', 'workspaceId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('folders', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              emoji: { bsonType: ['null', 'string'] },
              instructions: { bsonType: 'string' },
              name: { bsonType: 'string' },
              parentId: { bsonType: ['null', 'string'] },
              updatedAt: { bsonType: 'date' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'createdAt',
              'instructions',
              'name',
              'updatedAt',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('generationEvents', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              chunks: { bsonType: 'string' },
              expiresAt: { bsonType: 'date' },
              generationId: { bsonType: 'objectId' },
              seq: { bsonType: 'int' },
            },
            required: ['_id', 'chunks', 'expiresAt', 'generationId', 'seq'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('generations', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
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
      }),
      createCollection('importJobs', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              endedAt: { bsonType: ['null', 'date'] },
              fileName: { bsonType: 'string' },
              heartbeatAt: { bsonType: 'date' },
              progress: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              report: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              source: { bsonType: 'string' },
              status: { bsonType: 'string' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'createdAt',
              'fileName',
              'heartbeatAt',
              'progress',
              'source',
              'status',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('instanceSettings', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              key: { bsonType: 'string' },
              userId: { bsonType: 'objectId' },
            },
            required: ['_id', 'key', 'userId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('jobs', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              attempts: { bsonType: 'int' },
              createdAt: { bsonType: 'date' },
              doneAt: { bsonType: ['null', 'date'] },
              error: { bsonType: ['null', 'string'] },
              expiresAt: { bsonType: ['null', 'date'] },
              key: { bsonType: 'string' },
              kind: { bsonType: 'string' },
              leasedUntil: { bsonType: ['null', 'date'] },
              payload: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              runAt: { bsonType: 'date' },
            },
            required: ['_id', 'attempts', 'createdAt', 'key', 'kind', 'payload', 'runAt'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('liveEvents', {
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
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: ['_id', 'createdAt', 'data', 'expiresAt', 'kind', 'userId', 'workspaceId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('mailTokens', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              attempts: { bsonType: 'int' },
              codeHash: { bsonType: ['null', 'string'] },
              createdAt: { bsonType: 'date' },
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
      }),
      createCollection('memberships', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              role: { bsonType: 'string' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: ['_id', 'createdAt', 'role', 'userId', 'workspaceId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('messageReports', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              conversationId: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              messageId: { bsonType: 'objectId' },
              note: { bsonType: 'string' },
              reason: { bsonType: 'string' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'conversationId',
              'createdAt',
              'messageId',
              'note',
              'reason',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('messages', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              conversationId: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              deletedAt: { bsonType: ['null', 'date'] },
              depth: { bsonType: 'int' },
              error: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              feedback: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              model: { bsonType: ['null', 'string'] },
              parentId: { bsonType: ['null', 'string'] },
              parts: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              role: { bsonType: 'string' },
              status: { bsonType: 'string' },
              text: { bsonType: 'string' },
              usage: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'conversationId',
              'createdAt',
              'depth',
              'parts',
              'role',
              'status',
              'text',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('prompts', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              command: { bsonType: ['null', 'string'] },
              content: { bsonType: 'string' },
              createdAt: { bsonType: 'date' },
              folder: { bsonType: 'string' },
              isShared: { bsonType: 'bool' },
              title: { bsonType: 'string' },
              updatedAt: { bsonType: 'date' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'content',
              'createdAt',
              'folder',
              'isShared',
              'title',
              'updatedAt',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('providerConnections', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              baseUrl: { bsonType: ['null', 'string'] },
              createdAt: { bsonType: 'date' },
              hint: { bsonType: ['null', 'string'] },
              isEnabled: { bsonType: 'bool' },
              kind: { bsonType: 'string' },
              name: { bsonType: 'string' },
              secret: { bsonType: ['null', 'string'] },
              updatedAt: { bsonType: 'date' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'createdAt',
              'isEnabled',
              'kind',
              'name',
              'updatedAt',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('shares', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              authorName: { bsonType: ['null', 'string'] },
              conversationId: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              expiresAt: { bsonType: ['null', 'date'] },
              leafId: { bsonType: 'string' },
              revokedAt: { bsonType: ['null', 'date'] },
              title: { bsonType: 'string' },
              token: { bsonType: 'string' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'conversationId',
              'createdAt',
              'leafId',
              'title',
              'token',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('users', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              avatarId: { bsonType: ['null', 'string'] },
              createdAt: { bsonType: 'date' },
              defaultModel: { bsonType: ['null', 'string'] },
              email: { bsonType: 'string' },
              emailVerifiedAt: { bsonType: ['null', 'date'] },
              fallbackModels: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              locale: { bsonType: 'string' },
              modelSettings: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              name: { bsonType: 'string' },
              passwordHash: { bsonType: 'string' },
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
              role: { bsonType: 'string' },
              sessionEpoch: { bsonType: 'int' },
              theme: { bsonType: 'string' },
              timeZone: { bsonType: 'string' },
              updatedAt: { bsonType: 'date' },
            },
            required: [
              '_id',
              'createdAt',
              'email',
              'locale',
              'name',
              'passwordHash',
              'preferences',
              'role',
              'sessionEpoch',
              'theme',
              'timeZone',
              'updatedAt',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('workspaces', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              kind: { bsonType: 'string' },
              modelDefaults: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              name: { bsonType: 'string' },
              ownerId: { bsonType: 'objectId' },
            },
            required: ['_id', 'createdAt', 'kind', 'name', 'ownerId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createIndex(
        'assistants',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'handle' },
        ],
        { unique: true },
      ),
      createIndex(
        'assistants',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'isShared' },
        ],
        {},
      ),
      createIndex(
        'avatars',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
        ],
        {},
      ),
      createIndex(
        'contextSummaries',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'conversationId' },
          { direction: 1, field: 'throughId' },
        ],
        { unique: true },
      ),
      createIndex(
        'conversations',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'deletedAt' },
          { direction: -1, field: 'lastMessageAt' },
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
        ],
        {},
      ),
      createIndex(
        'conversations',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'pinnedAt' },
        ],
        {},
      ),
      createIndex(
        'conversations',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'importId' },
        ],
        {},
      ),
      createIndex('conversations', [{ direction: 1, field: 'deletedAt' }], {}),
      createIndex(
        'conversations',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: 'text', field: 'title' },
        ],
        {},
      ),
      createIndex(
        'drafts',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'key' },
        ],
        { unique: true },
      ),
      createIndex(
        'folders',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'parentId' },
        ],
        {},
      ),
      createIndex(
        'generationEvents',
        [
          { direction: 1, field: 'generationId' },
          { direction: 1, field: 'seq' },
        ],
        { unique: true },
      ),
      createIndex('generationEvents', [{ direction: 1, field: 'expiresAt' }], {
        expireAfterSeconds: 0,
      }),
      createIndex('generations', [{ direction: 1, field: 'key' }], { unique: true }),
      createIndex(
        'generations',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'conversationId' },
          { direction: 1, field: 'status' },
        ],
        {},
      ),
      createIndex(
        'generations',
        [
          { direction: 1, field: 'status' },
          { direction: 1, field: 'heartbeatAt' },
        ],
        {},
      ),
      createIndex(
        'importJobs',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: -1, field: 'createdAt' },
        ],
        {},
      ),
      createIndex(
        'importJobs',
        [
          { direction: 1, field: 'status' },
          { direction: 1, field: 'heartbeatAt' },
        ],
        {},
      ),
      createIndex('instanceSettings', [{ direction: 1, field: 'key' }], { unique: true }),
      createIndex('jobs', [{ direction: 1, field: 'key' }], { unique: true }),
      createIndex(
        'jobs',
        [
          { direction: 1, field: 'doneAt' },
          { direction: 1, field: 'runAt' },
        ],
        {},
      ),
      createIndex('jobs', [{ direction: 1, field: 'expiresAt' }], { expireAfterSeconds: 0 }),
      createIndex(
        'liveEvents',
        [
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'createdAt' },
        ],
        {},
      ),
      createIndex('liveEvents', [{ direction: 1, field: 'expiresAt' }], { expireAfterSeconds: 0 }),
      createIndex('mailTokens', [{ direction: 1, field: 'tokenHash' }], { unique: true }),
      createIndex(
        'mailTokens',
        [
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'purpose' },
        ],
        {},
      ),
      createIndex('mailTokens', [{ direction: 1, field: 'expiresAt' }], { expireAfterSeconds: 0 }),
      createIndex(
        'memberships',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
        ],
        { unique: true },
      ),
      createIndex('memberships', [{ direction: 1, field: 'userId' }], {}),
      createIndex('messageReports', [{ direction: -1, field: 'createdAt' }], {}),
      createIndex(
        'messageReports',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'messageId' },
        ],
        { unique: true },
      ),
      createIndex(
        'messages',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'conversationId' },
          { direction: 1, field: 'depth' },
          { direction: 1, field: 'createdAt' },
        ],
        {},
      ),
      createIndex(
        'messages',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'conversationId' },
          { direction: 1, field: 'parentId' },
        ],
        {},
      ),
      createIndex('messages', [{ direction: 1, field: 'deletedAt' }], {}),
      createIndex(
        'messages',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: 'text', field: 'text' },
        ],
        {},
      ),
      createIndex(
        'prompts',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
        ],
        {},
      ),
      createIndex(
        'prompts',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'isShared' },
        ],
        {},
      ),
      createIndex(
        'providerConnections',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'createdAt' },
        ],
        {},
      ),
      createIndex('shares', [{ direction: 1, field: 'token' }], { unique: true }),
      createIndex(
        'shares',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: -1, field: 'createdAt' },
        ],
        {},
      ),
      createIndex(
        'shares',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'conversationId' },
        ],
        {},
      ),
      createIndex('users', [{ direction: 1, field: 'email' }], { unique: true }),
      createIndex('workspaces', [{ direction: 1, field: 'ownerId' }], {}),
    ];
  }
}

export default M;
MigrationCLI.run(import.meta.url, M);
