import type { Document } from '../bson/values.ts'
import { ServerError } from '../errors.ts'
import { LockedByTransaction } from '../storage/locks.ts'
import type { Call } from './call.ts'

/**
 * An error that belongs to one statement of a write command and stands in its `writeErrors`.
 * Inside a transaction, and when it concerns more than the statement, it fails the whole command.
 */
export function toWriteError(call: Call, error: unknown, index: number): Document {
  if (!(error instanceof ServerError) || call.session?.transaction || concernsServer(error)) throw error
  return { index, code: error.code, ...error.extra, errmsg: error.message }
}

const SERVER_WIDE = new Set(['OutOfDiskSpace', 'MaxTimeMSExpired', 'WriteConflict', 'IllegalOperation'])

function concernsServer(error: ServerError): boolean {
  return SERVER_WIDE.has(error.codeName)
}

/**
 * Runs one write; when an open transaction holds what it wants to change, waits for that transaction
 * to end and runs it again.
 */
export async function writeWhenFree<T>(call: Call, write: () => T): Promise<T> {
  for (;;) {
    try {
      return write()
    } catch (error) {
      if (!(error instanceof LockedByTransaction)) throw error
      call.session?.save()
      await waitFor(error.holder.ended, call)
    }
  }
}

async function waitFor(ended: Promise<void>, call: Call): Promise<void> {
  const left = call.deadline - Date.now()
  if (left === Number.POSITIVE_INFINITY) return ended
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    const error = new ServerError('MaxTimeMSExpired', 'operation exceeded time limit')
    timer = setTimeout(() => reject(error), Math.max(left, 0))
  })
  try {
    await Promise.race([ended, timeout])
  } finally {
    clearTimeout(timer)
  }
}
