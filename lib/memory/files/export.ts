import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { findMemories } from '../data'
import type { MemoryFile } from '../schema'

/** @returns what is remembered, oldest first, as a file that can be imported again; without what only waits for a yes */
export async function exportMemories(ctx: Ctx): Promise<MemoryFile> {
  assertCan(ctx, 'memory:read')
  const kept = (await findMemories(ctx)).filter(({ status }) => status === 'kept')
  const memories = kept.reverse().map(({ text, category, pinnedAt, expiresAt }) => ({
    ...{ text, category, isPinned: pinnedAt !== null },
    expiresAt: expiresAt?.toISOString() ?? null,
  }))
  return { format: 'numina.memories', version: 1, memories }
}
