import type { ErrorCode } from '@/lib/core/errors'
import { OTHER_PERSON } from '@/lib/core/person-header'
import type { Result } from '@/lib/core/result'
import { isStillOwn } from './person'

/** An error of an action as a form shows it. `requestId` is empty when the server never heard of the request. */
export type ActionError = { message: string; fields?: Record<string, string>; requestId: string }

/**
 * Calls a server action, unless somebody else has signed in in this browser since the page was made. Actions never throw by
 * themselves: what is thrown here is the network, or a server that was replaced by a newer version meanwhile.
 */
export async function callAction<T>(action: () => Promise<Result<T>>): Promise<Result<T>> {
  if (!isStillOwn()) return notDone('unauthenticated', OTHER_PERSON)
  try {
    return await action()
  } catch {
    return notDone('unavailable', 'Numina could not be reached. Check the connection and try again.')
  }
}

const notDone = (code: ErrorCode, message: string) => ({
  ok: false as const,
  error: { code, message, requestId: '' },
})

/** The error without what it says of `name`: a field that is being corrected is no longer shown as wrong. */
export function withoutField(error: ActionError, name: string): ActionError | null {
  const { [name]: _, ...fields } = error.fields ?? {}
  return Object.keys(fields).length > 0 ? { ...error, fields } : null
}
