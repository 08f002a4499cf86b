#!/usr/bin/env -S node
import type { Contract as End } from '../../snapshots/862799b3d38bd6455f68eeb74b8d2ccd5d2954da0a594d61ea65619b1dda098a/contract';
import endContract from '../../snapshots/862799b3d38bd6455f68eeb74b8d2ccd5d2954da0a594d61ea65619b1dda098a/contract.json' with { type: 'json' };
import type { Contract as Start } from '../../snapshots/90e31058afd064f025b979112dc0cfce7d6cb06c529cf46cee71d50d71595d54/contract';
import startContract from '../../snapshots/90e31058afd064f025b979112dc0cfce7d6cb06c529cf46cee71d50d71595d54/contract.json' with { type: 'json' };
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
      createCollection('conversationNotes', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              conversationId: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              expiresAt: { bsonType: 'date' },
              messageId: { bsonType: ['null', 'string'] },
              text: { bsonType: 'string' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'conversationId',
              'createdAt',
              'expiresAt',
              'text',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('forgottenMemories', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              memoryId: { bsonType: 'objectId' },
              messageId: { bsonType: ['null', 'string'] },
              textHash: { bsonType: 'string' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: ['_id', 'createdAt', 'memoryId', 'textHash', 'userId', 'workspaceId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('memories', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              category: { bsonType: 'string' },
              confidence: { bsonType: 'double' },
              createdAt: { bsonType: 'date' },
              embeddedBy: { bsonType: ['null', 'string'] },
              embedding: { bsonType: ['null', 'binData'] },
              expiresAt: { bsonType: ['null', 'date'] },
              forgottenAt: { bsonType: ['null', 'date'] },
              history: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              origin: { bsonType: 'string' },
              pinnedAt: { bsonType: ['null', 'date'] },
              replacesId: { bsonType: ['null', 'string'] },
              scope: { bsonType: 'string' },
              sources: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              status: { bsonType: 'string' },
              text: { bsonType: 'string' },
              textHash: { bsonType: 'string' },
              updatedAt: { bsonType: 'date' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'category',
              'confidence',
              'createdAt',
              'history',
              'origin',
              'scope',
              'sources',
              'status',
              'text',
              'textHash',
              'updatedAt',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createIndex(
        'conversationNotes',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'conversationId' },
          { direction: 1, field: 'createdAt' },
        ],
        {},
      ),
      createIndex('conversationNotes', [{ direction: 1, field: 'expiresAt' }], {
        expireAfterSeconds: 0,
      }),
      createIndex(
        'forgottenMemories',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'messageId' },
        ],
        {},
      ),
      createIndex(
        'forgottenMemories',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'textHash' },
        ],
        {},
      ),
      createIndex('forgottenMemories', [{ direction: 1, field: 'memoryId' }], {}),
      createIndex(
        'memories',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: 1, field: 'textHash' },
          { direction: 1, field: 'scope' },
        ],
        { unique: true },
      ),
      createIndex(
        'memories',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: -1, field: 'updatedAt' },
        ],
        {},
      ),
      createIndex('memories', [{ direction: 1, field: 'forgottenAt' }], {}),
      createIndex('memories', [{ direction: 1, field: 'expiresAt' }], { expireAfterSeconds: 0 }),
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
                memory: {
                  bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
                },
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
                suspendedReason: { bsonType: ['null', 'string'] },
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
          operationClass: 'widening',
        },
      ),
    ];
  }
}

export default M;
MigrationCLI.run(import.meta.url, M);
