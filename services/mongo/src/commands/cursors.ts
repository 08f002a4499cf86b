import { Long } from 'bson'
import type { Document } from '../bson/values.ts'
import type { Cursor } from '../cursors/cursor.ts'
import { fail } from '../errors.ts'
import type { Call } from './call.ts'
import type { Command } from './dispatch.ts'

/** Answers a query with its first batch, and keeps the cursor if there is more. */
export async function firstReply(
  call: Call,
  cursor: Cursor,
  options: { batchSize: number | undefined; singleBatch?: boolean },
): Promise<Document> {
  let firstBatch: Document[]
  try {
    firstBatch = (await cursor.nextBatch({
      batchSize: options.batchSize,
      deadline: call.deadline,
      signal: call.context.signal,
      stopping: call.engine.stopping,
    })) as unknown as Document[]
  } catch (error) {
    cursor.close()
    throw error
  }
  if (options.singleBatch && !cursor.isExhausted) cursor.close()
  const id = cursor.isExhausted ? Long.ZERO : call.engine.cursors.add(cursor)
  // What a transaction's cursor reads from is gone when the transaction ends.
  if (!cursor.isExhausted) call.session?.transaction?.onEnd(() => call.engine.cursors.kill(id.toString()))
  const token = cursor.resumeToken
  return {
    cursor: {
      firstBatch,
      ...(token !== undefined && { postBatchResumeToken: token }),
      id,
      ns: cursor.namespace,
    },
  }
}

async function getMore(call: Call): Promise<Document> {
  const id = call.body['getMore']
  if (!(id instanceof Long))
    fail('TypeMismatch', "BSON field 'getMore.getMore' is the wrong type, expected type 'long'")
  const namespace = `${call.db}.${call.cursorCollection('collection')}`
  return call.engine.cursors.use(id.toString(), async (cursor) => {
    if (cursor.namespace !== namespace)
      fail(
        'Unauthorized',
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      )
    const isAwaiting = cursor.resumeToken !== undefined
    const nextBatch = await cursor.nextBatch({
      batchSize: call.count('batchSize') || undefined,
      // For a change stream maxTimeMS says how long to wait, it is not a limit.
      deadline: isAwaiting ? Number.POSITIVE_INFINITY : call.deadline,
      ...(isAwaiting && { maxAwait: call.number('maxTimeMS') ?? 1000 }),
      signal: call.context.signal,
      stopping: call.engine.stopping,
    })
    const token = cursor.resumeToken
    return {
      cursor: {
        nextBatch,
        ...(token !== undefined && { postBatchResumeToken: token }),
        id: cursor.isExhausted ? Long.ZERO : id,
        ns: namespace,
      },
    }
  })
}

function killCursors(call: Call): Document {
  call.cursorCollection(call.name)
  const killed: unknown[] = []
  const notFound: unknown[] = []
  for (const id of call.array('cursors') ?? []) {
    const list = call.engine.cursors.kill(String(id)) ? killed : notFound
    list.push(id)
  }
  return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] }
}

export const cursorCommands: Command[] = [
  { name: 'getMore', fields: ['collection', 'batchSize', 'term'], transactional: true, run: getMore },
  { name: 'killCursors', fields: ['cursors'], transactional: true, run: killCursors },
]
