#!/usr/bin/env -S node
import type { Contract as End } from '../../snapshots/49f2b9e0b398ae1134ca01afb327856bdd878e25c0fe6547d75d85af9fde2fb9/contract';
import endContract from '../../snapshots/49f2b9e0b398ae1134ca01afb327856bdd878e25c0fe6547d75d85af9fde2fb9/contract.json' with { type: 'json' };
import type { Contract as Start } from '../../snapshots/6081e649bd450c5871d6fa959c85862b794eec8b3e55fbfd21b90c0cd96d5e58/contract';
import startContract from '../../snapshots/6081e649bd450c5871d6fa959c85862b794eec8b3e55fbfd21b90c0cd96d5e58/contract.json' with { type: 'json' };
import { Migration, MigrationCLI, collMod, createIndex } from '@prisma/orm-mongo/target/migration';

class M extends Migration<Start, End> {
  override readonly startContractJson = startContract;
  override readonly endContractJson = endContract;

  override get operations() {
    return [
      createIndex('users', [{ direction: -1, field: 'createdAt' }], {}),
      collMod(
        'messageReports',
        {
          validator: {
            $jsonSchema: {
              additionalProperties: false,
              bsonType: 'object',
              properties: {
                _id: { bsonType: 'objectId' },
                conversationId: { bsonType: 'objectId' },
                createdAt: { bsonType: 'date' },
                handledAt: { bsonType: ['null', 'date'] },
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
        },
        {
          id: 'validator.messageReports.update',
          label: 'Update validator on messageReports',
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
