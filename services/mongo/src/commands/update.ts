import type { Document } from '../bson/values.ts'
import { TimeSlice } from '../query/time-slice.ts'
import { bypassesValidation } from '../query/validation.ts'
import type { Call } from './call.ts'
import type { Command } from './dispatch.ts'
import { checkBatchSize, finishWrite } from './insert.ts'
import { Statement } from './statement.ts'
import { checkUpdate, runUpdate, type UpdateStatement } from './update-statement.ts'
import { toWriteError } from './write-errors.ts'

const FIELDS = ['q', 'u', 'c', 'multi', 'upsert', 'arrayFilters', 'collation', 'hint', 'sort']

function parse(call: Call, doc: Document): UpdateStatement {
  const statement = new Statement('update.updates', doc, FIELDS)
  return {
    filter: statement.requiredDocument('q'),
    update: checkUpdate(statement.required('u')),
    multi: statement.flag('multi'),
    upsert: statement.flag('upsert'),
    arrayFilters: statement.documents('arrayFilters'),
    collation: statement.document('collation'),
    hint: statement.get('hint'),
    sort: statement.document('sort'),
    variables: statement.document('c') ?? call.document('let'),
    bypassValidation: bypassesValidation(call),
  }
}

async function update(call: Call): Promise<Document> {
  const name = call.collectionName()
  const items = call.items('updates')
  checkBatchSize(items.length)
  const ordered = call.body['ordered'] === undefined || call.flag('ordered')
  const totals = { n: 0, nModified: 0 }
  const upserted: Document[] = []
  const writeErrors: Document[] = []
  const slice = new TimeSlice(call.deadline, call.engine.stopping)
  for (const [i, { doc }] of items.entries()) {
    try {
      const result = call.session?.earlierResult(i) ?? (await runStatement(call, name, doc, i))
      totals.n += Number(result['n'])
      totals.nModified += Number(result['nModified'])
      if ('upserted' in result) upserted.push({ index: i, _id: result['upserted'] })
    } catch (error) {
      writeErrors.push(toWriteError(call, error, i))
      if (ordered) break
    }
    if (slice.isOver) {
      call.session?.save()
      await slice.next()
    }
  }
  await finishWrite(call)
  return {
    ...totals,
    ...(upserted.length > 0 && { upserted }),
    ...(writeErrors.length > 0 && { writeErrors }),
  }
}

async function runStatement(call: Call, name: string, doc: Document, index: number): Promise<Document> {
  const result = await runUpdate(call, { db: call.db, name }, parse(call, doc))
  const summary = {
    n: result.matched + (result.upserted ? 1 : 0),
    nModified: result.modified,
    ...(result.upserted && { upserted: result.upserted.doc['_id'] }),
  }
  if (result.modified > 0 || result.upserted) call.session?.remember(index, summary)
  return summary
}

export const updateCommand: Command = {
  name: 'update',
  fields: ['updates', 'ordered', 'bypassDocumentValidation', 'let'],
  transactional: true,
  retryable: true,
  run: update,
}
