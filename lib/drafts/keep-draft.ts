import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { requireConversation } from '@/lib/chat/server'
import { publish } from '@/lib/live/server'
import * as data from './data'
import type { DraftDto, SaveDraftInput, SavedDraft } from './schema'

/** @returns the caller's draft. @throws AppError `not_found` for a conversation that is not theirs */
export async function readDraft(ctx: Ctx, key: string): Promise<DraftDto | null> {
  assertCan(ctx, 'conversation:read')
  await assertKnown(ctx, key)
  return toDraft(await data.findDraft(ctx, key))
}

/**
 * Keeps what a person is typing. Words that another device has put there since `base` are not written over: the caller gets them
 * and asks the person.
 */
export async function saveDraft(ctx: Ctx, key: string, { text, base }: SaveDraftInput): Promise<SavedDraft> {
  assertCan(ctx, 'conversation:write')
  await assertKnown(ctx, key)
  const known = base === null ? null : new Date(base)
  if (text === '') {
    if (await data.removeDraft(ctx, key, known)) publish(ctx, { kind: 'draft', key, version: null })
    const left = await data.findDraft(ctx, key)
    return { saved: left === null, draft: toDraft(left) }
  }
  const next = { text, updatedAt: laterThan(known) }
  const saved = (await data.updateDraft(ctx, key, known, next)) || (await data.createDraft(ctx, key, next))
  if (saved) {
    const version = next.updatedAt.toISOString()
    publish(ctx, { kind: 'draft', key, version })
    return { saved, draft: { text, version } }
  }
  const standing = await data.findDraft(ctx, key)
  // Sent by the other device between two reads: nothing stands in the way any more.
  if (!standing) return saveDraft(ctx, key, { text, base: null })
  return { saved, draft: toDraft(standing) }
}

async function assertKnown(ctx: Ctx, key: string): Promise<void> {
  if (key !== 'new') await requireConversation(ctx, key)
}

/** Versions never repeat, whatever the clocks of two servers say. */
function laterThan(base: Date | null): Date {
  return new Date(Math.max(Date.now(), base ? base.getTime() + 1 : 0))
}

function toDraft(found: Awaited<ReturnType<typeof data.findDraft>>): DraftDto | null {
  return found && { text: found.text, version: found.updatedAt.toISOString() }
}
