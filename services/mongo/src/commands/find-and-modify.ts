import type { Document } from '../bson/values.ts'
import { fail } from '../errors.ts'
import { compileProjection } from '../language/index.ts'
import { bypassesValidation } from '../query/validation.ts'
import type { Namespace } from '../storage/types.ts'
import type { Call } from './call.ts'
import { runDelete } from './delete.ts'
import type { Command } from './dispatch.ts'
import { finishWrite } from './insert.ts'
import { checkUpdate, runUpdate } from './update-statement.ts'
import type { Target } from './write-target.ts'

interface Outcome {
  value: Document | null
  lastErrorObject: Document
  changed: boolean
}

async function findAndModify(call: Call): Promise<Document> {
  const ns = { db: call.db, name: call.collectionName() }
  const earlier = call.session?.earlierResult(0)
  if (earlier) return earlier
  const target: Target = {
    filter: call.document('query') ?? {},
    sort: call.document('sort'),
    hint: call.body['hint'],
    collation: call.document('collation'),
    variables: call.document('let'),
    multi: false,
  }
  const outcome = call.flag('remove') ? await remove(call, ns, target) : await update(call, ns, target)
  const fields = call.document('fields')
  const value =
    outcome.value && fields && Object.keys(fields).length > 0
      ? compileProjection(fields, { filter: target.filter })(outcome.value)
      : outcome.value
  const reply = { lastErrorObject: outcome.lastErrorObject, value }
  if (outcome.changed) call.session?.remember(0, reply)
  await finishWrite(call)
  return reply
}

async function remove(call: Call, ns: Namespace, target: Target): Promise<Outcome> {
  if (call.body['update'] !== undefined)
    fail('FailedToParse', "Cannot specify both an 'update' and 'remove'=true")
  if (call.flag('upsert')) fail('FailedToParse', "Cannot specify both 'upsert'=true and 'remove'=true")
  if (call.flag('new'))
    fail(
      'FailedToParse',
      "Cannot specify both 'new'=true and 'remove'=true; 'remove' always returns the deleted document",
    )
  let value: Document | null = null
  const n = await runDelete(call, ns, target, (doc) => {
    value = doc
  })
  return { value, lastErrorObject: { n }, changed: n > 0 }
}

async function update(call: Call, ns: Namespace, target: Target): Promise<Outcome> {
  if (call.body['update'] === undefined)
    fail('FailedToParse', "Either an update or 'remove'=true must be specified")
  const result = await runUpdate(call, ns, {
    ...target,
    update: checkUpdate(call.body['update']),
    upsert: call.flag('upsert'),
    arrayFilters: call.array('arrayFilters') as Document[] | undefined,
    bypassValidation: bypassesValidation(call),
  })
  const wantsNew = call.flag('new')
  const { upserted } = result
  if (upserted)
    return {
      value: wantsNew ? upserted.doc : null,
      lastErrorObject: { n: 1, updatedExisting: false, upserted: upserted.doc['_id'] },
      changed: true,
    }
  return {
    value: (wantsNew ? result.after : result.before) ?? null,
    lastErrorObject: { n: result.matched, updatedExisting: result.matched > 0 },
    changed: result.modified > 0,
  }
}

export const findAndModifyCommand: Command = {
  name: 'findAndModify',
  aliases: ['findandmodify'],
  fields: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'bypassDocumentValidation',
    'arrayFilters',
    'collation',
    'hint',
    'let',
  ],
  transactional: true,
  retryable: true,
  run: findAndModify,
}
