import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { publish } from '@/lib/live/server'
import { insertTombstones } from '../forget/data'
import { NOTES_MAX } from '../limits'
import { holdsSecret } from '../rules/secrets'
import { hashOf } from '../rules/words'
import type { AddNoteInput } from '../schema'
import { assertOn } from '../settings/manage-settings'
import { findNotes, hasConversation, insertNote, removeNote, setExpiry } from './data'

const HOUR_MS = 60 * 60_000
const from = (hours: number) => new Date(Date.now() + hours * HOUR_MS)

/**
 * Notes something for a while, in one conversation alone.
 *
 * @throws AppError `not_found` for a foreign conversation
 */
export async function addNote(ctx: Ctx, { id, conversationId, text, hours }: AddNoteInput): Promise<null> {
  assertCan(ctx, 'memory:write')
  if (holdsSecret(text)) {
    const message = 'This looks like a password, a key or a card number. Such things are not noted.'
    throw new AppError('invalid_input', message, { fields: { text: message } })
  }
  await assertOn(ctx)
  if (!(await hasConversation(ctx, conversationId))) throw notFound('conversation')
  const known = await findNotes(ctx, conversationId, NOTES_MAX)
  if (known.some((note) => note.id === id)) return null
  if (known.length >= NOTES_MAX)
    throw new AppError('conflict', `A conversation has at most ${NOTES_MAX} notes. Forget one first.`)
  const isAdded = await insertNote(ctx, { id, conversationId, text, messageId: null, expiresAt: from(hours) })
  if (!isAdded) throw notFound('note')
  publish(ctx, { kind: 'memory', conversationId })
  return null
}

/** Lets a note live for so many hours from now. @throws AppError `not_found` */
export async function extendNote(ctx: Ctx, { id, hours }: { id: string; hours: number }): Promise<null> {
  assertCan(ctx, 'memory:write')
  const conversationId = await setExpiry(ctx, id, from(hours))
  if (!conversationId) throw notFound('note')
  publish(ctx, { kind: 'memory', conversationId })
  return null
}

/** Forgets a note; it does not come back from its message. @throws AppError `not_found` */
export async function forgetNote(ctx: Ctx, { id }: { id: string }): Promise<null> {
  assertCan(ctx, 'memory:write')
  const gone = await removeNote(ctx, id)
  if (!gone) throw notFound('note')
  const { conversationId, text, messageId } = gone
  if (messageId) await insertTombstones(ctx, [{ memoryId: id, textHash: hashOf(text), messageId }])
  publish(ctx, { kind: 'memory', conversationId })
  return null
}
