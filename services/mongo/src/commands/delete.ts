import type { Document } from '../bson/values.ts'
import { fail } from '../errors.ts'
import { TimeSlice } from '../query/time-slice.ts'
import type { Namespace } from '../storage/types.ts'
import type { Call } from './call.ts'
import type { Command } from './dispatch.ts'
import { checkBatchSize, finishWrite } from './insert.ts'
import { Statement } from './statement.ts'
import { toWriteError } from './write-errors.ts'
import { changeMatching, type Target } from './write-target.ts'

/** Deletes what the target means and returns how many; the last deleted document goes to `onDeleted`. */
export async function runDelete(
  call: Call,
  { db, name }: Namespace,
  target: Target,
  onDeleted?: (doc: Document) => void,
): Promise<number> {
  const coll = call.engine.store.catalog.find(db, name)
  if (!coll) return 0
  return changeMatching(call, coll, target, (hit) => {
    call.writer.remove(coll, hit.rid, { doc: hit.doc, raw: hit.raw })
    onDeleted?.(hit.doc)
  })
}

async function runStatement(call: Call, name: string, doc: Document, index: number): Promise<number> {
  const earlier = call.session?.earlierResult(index)
  if (earlier) return Number(earlier['n'])
  const statement = new Statement('delete.deletes', doc, ['q', 'limit', 'collation', 'hint'])
  statement.required('limit')
  const limit = statement.number('limit')
  if (limit !== 0 && limit !== 1)
    fail('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`)
  const n = await runDelete(
    call,
    { db: call.db, name },
    {
      filter: statement.requiredDocument('q'),
      collation: statement.document('collation'),
      hint: statement.get('hint'),
      variables: call.document('let'),
      multi: limit === 0,
    },
  )
  if (n > 0) call.session?.remember(index, { n })
  return n
}

async function remove(call: Call): Promise<Document> {
  const name = call.collectionName()
  const items = call.items('deletes')
  checkBatchSize(items.length)
  const ordered = call.body['ordered'] === undefined || call.flag('ordered')
  const writeErrors: Document[] = []
  const slice = new TimeSlice(call.deadline, call.engine.stopping)
  let n = 0
  for (const [i, { doc }] of items.entries()) {
    try {
      n += await runStatement(call, name, doc, i)
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
  return { n, ...(writeErrors.length > 0 && { writeErrors }) }
}

export const deleteCommand: Command = {
  name: 'delete',
  fields: ['deletes', 'ordered', 'let'],
  transactional: true,
  retryable: true,
  run: remove,
}
