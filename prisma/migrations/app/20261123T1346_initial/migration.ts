#!/usr/bin/env -S node
import type { Contract as End } from '../../snapshots/56009e6748851fd67a50200a315b9287f630e188d37b7528fb9e8a6d0b25e73e/contract';
import endContract from '../../snapshots/56009e6748851fd67a50200a315b9287f630e188d37b7528fb9e8a6d0b25e73e/contract.json' with { type: 'json' };
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
      createCollection('conversations', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              deletedAt: { bsonType: ['null', 'date'] },
              lastMessageAt: { bsonType: 'date' },
              leafId: { bsonType: ['null', 'string'] },
              model: { bsonType: ['null', 'string'] },
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
              'userId',
              'userMessageId',
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
      createCollection('messages', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              conversationId: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              depth: { bsonType: 'int' },
              error: {
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
              locale: { bsonType: 'string' },
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
        'avatars',
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
      createIndex('instanceSettings', [{ direction: 1, field: 'key' }], { unique: true }),
      createIndex(
        'memberships',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
        ],
        { unique: true },
      ),
      createIndex('memberships', [{ direction: 1, field: 'userId' }], {}),
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
      createIndex('users', [{ direction: 1, field: 'email' }], { unique: true }),
      createIndex('workspaces', [{ direction: 1, field: 'ownerId' }], {}),
    ];
  }
}

export default M;
MigrationCLI.run(import.meta.url, M);
