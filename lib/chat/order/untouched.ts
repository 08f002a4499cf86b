import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { publishConversations } from '@/lib/live/server'
import { findUntouched, updateConversations } from '../data'

const AT_ONCE = 200

/** Deletes conversations nobody has written in, or imported, since `before`, pinned ones aside; the purge removes them. @returns how many */
export async function deleteUntouched(scope: Scope, before: Date): Promise<number> {
  let count = 0
  for (;;) {
    const ids = await findUntouched(scope, before, AT_ONCE)
    if (ids.length === 0) return count
    await updateConversations(scope, ids, { deletedAt: new Date() })
    publishConversations(scope, ids)
    count += ids.length
  }
}
