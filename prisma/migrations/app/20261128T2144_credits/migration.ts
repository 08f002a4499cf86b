#!/usr/bin/env -S node
import type { Contract as Start } from '../../snapshots/76a135958bcffe4e0425a0c4e1bffd83db823606bf9d079d4cf43bada161d43e/contract';
import startContract from '../../snapshots/76a135958bcffe4e0425a0c4e1bffd83db823606bf9d079d4cf43bada161d43e/contract.json' with { type: 'json' };
import type { Contract as End } from '../../snapshots/8fd681ef29aabca3c82490efece1f70e0c2dc6a5046acdc8792fc01467137355/contract';
import endContract from '../../snapshots/8fd681ef29aabca3c82490efece1f70e0c2dc6a5046acdc8792fc01467137355/contract.json' with { type: 'json' };
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
      createCollection('creditEntries', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              amount: { bsonType: ['null', 'int'] },
              at: { bsonType: 'date' },
              currency: { bsonType: ['null', 'string'] },
              key: { bsonType: 'string' },
              kind: { bsonType: 'string' },
              messages: { bsonType: 'int' },
              note: { bsonType: ['null', 'string'] },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: ['_id', 'at', 'key', 'kind', 'messages', 'userId', 'workspaceId'],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createCollection('wallets', {
        validator: {
          $jsonSchema: {
            additionalProperties: false,
            bsonType: 'object',
            properties: {
              _id: { bsonType: 'objectId' },
              added: { bsonType: 'int' },
              checkoutId: { bsonType: ['null', 'string'] },
              createdAt: { bsonType: 'date' },
              day: { bsonType: 'string' },
              extra: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              extraReported: { bsonType: 'int' },
              extraSettled: { bsonType: 'int' },
              inMonth: { bsonType: 'int' },
              month: { bsonType: 'string' },
              onDay: { bsonType: 'int' },
              open: { bsonType: 'int' },
              pending: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              report: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              returns: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              takenBack: { bsonType: 'int' },
              topUp: {
                bsonType: ['object', 'array', 'string', 'double', 'int', 'long', 'bool', 'null'],
              },
              touchedAt: { bsonType: 'date' },
              updatedAt: { bsonType: 'date' },
              used: { bsonType: 'int' },
              userId: { bsonType: 'objectId' },
              workspaceId: { bsonType: 'objectId' },
            },
            required: [
              '_id',
              'added',
              'createdAt',
              'day',
              'extraReported',
              'extraSettled',
              'inMonth',
              'month',
              'onDay',
              'open',
              'pending',
              'returns',
              'takenBack',
              'touchedAt',
              'updatedAt',
              'used',
              'userId',
              'workspaceId',
            ],
          },
        },
        validationLevel: 'strict',
        validationAction: 'error',
      }),
      createIndex('creditEntries', [{ direction: 1, field: 'key' }], { unique: true }),
      createIndex(
        'creditEntries',
        [
          { direction: 1, field: 'workspaceId' },
          { direction: -1, field: 'at' },
        ],
        {},
      ),
      createIndex('wallets', [{ direction: 1, field: 'workspaceId' }], { unique: true }),
      createIndex(
        'wallets',
        [
          { direction: 1, field: 'open' },
          { direction: 1, field: 'touchedAt' },
        ],
        {},
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
    ];
  }
}

export default M;
MigrationCLI.run(import.meta.url, M);
