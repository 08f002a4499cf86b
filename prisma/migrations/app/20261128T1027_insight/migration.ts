#!/usr/bin/env -S node
import type { Contract as Start } from '../../snapshots/49f2b9e0b398ae1134ca01afb327856bdd878e25c0fe6547d75d85af9fde2fb9/contract';
import startContract from '../../snapshots/49f2b9e0b398ae1134ca01afb327856bdd878e25c0fe6547d75d85af9fde2fb9/contract.json' with { type: 'json' };
import type { Contract as End } from '../../snapshots/4ec394a636634321a46de2733c41ac2974d9212cf8c837728316e0982924e746/contract';
import endContract from '../../snapshots/4ec394a636634321a46de2733c41ac2974d9212cf8c837728316e0982924e746/contract.json' with { type: 'json' };
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
      createCollection('emotionReadings', {
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
      }),
      createCollection('insightSettings', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              adapt: { bsonType: 'string' },
              bias: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              pausedAt: { bsonType: ['null', 'date'] },
              updatedAt: { bsonType: 'date' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: ['_id', 'adapt', 'bias', 'updatedAt', 'userId', 'workspaceId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('moodCheckIns', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              at: { bsonType: 'date' },
              labels: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              note: { bsonType: 'string' },
              userId: { bsonType: 'objectId' },
              valence: { bsonType: 'double' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: ['_id', 'at', 'labels', 'note', 'userId', 'valence', 'workspaceId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('moodReflections', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              createdAt: { bsonType: 'date' },
              firstDay: { bsonType: 'string' },
              lastDay: { bsonType: 'string' },
              model: { bsonType: ['null', 'string'] },
              text: { bsonType: 'string' },
              updatedAt: { bsonType: 'date' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'createdAt',
              'firstDay',
              'lastDay',
              'text',
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
        'emotionReadings',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: -1, field: 'at' },
        ],
        {},
      ),
      createIndex(
        'emotionReadings',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'conversationId' },
          { direction: -1, field: 'at' },
        ],
        {},
      ),
      createIndex(
        'insightSettings',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
        ],
        { unique: true },
      ),
      createIndex(
        'moodCheckIns',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: -1, field: 'at' },
        ],
        {},
      ),
      createIndex(
        'moodReflections',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: 1, field: 'userId' },
          { direction: -1, field: 'createdAt' },
        ],
        {},
      ),
      collMod(
        'conversations',
        {
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
                insightOffAt: { bsonType: ['null', 'date'] },
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
        },
        {
          id: 'validator.conversations.update',
          label: 'Update validator on conversations',
          operationClass: 'widening',
        },
      ),
    ];
  }
}

export default M;
MigrationCLI.run(import.meta.url, M);
