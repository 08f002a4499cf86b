import 'server-only'
import { requireAssistant } from '@/lib/assistants/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { requireFolder } from '@/lib/folders/server'
import { tellOfChange } from '../changed'
import {
  countMemories,
  findMemory,
  findSameText,
  insertMemories,
  type MemoryRecord,
  updateMemory,
} from '../data'
import { removeTombstonesOf } from '../forget/data'
import { MEMORIES_MAX } from '../limits'
import { holdsSecret } from '../rules/secrets'
import { hashOf } from '../rules/words'
import type { AddInput, EditInput, MemoryDto, MemoryScope } from '../schema'
import { assertOn } from '../settings/manage-settings'
import { placeOf, toDto } from '../to-dto'

const DAY_MS = 24 * 60 * 60_000
const KNOWN = 'This is remembered already.'

/**
 * Keeps something the person wants remembered. What is known already is not doubled, and what was just forgotten is back.
 *
 * @throws AppError `invalid_input` for what looks like a password, a key or a card number
 */
export async function addMemory(ctx: Ctx, input: AddInput): Promise<MemoryDto> {
  assertCan(ctx, 'memory:write')
  const { id, text, category, days } = input
  assertNoSecret(text)
  await assertOn(ctx)
  await assertPlace(ctx, input.scope)
  if ((await countMemories(ctx)) >= MEMORIES_MAX)
    throw new AppError('conflict', `Numina remembers at most ${MEMORIES_MAX.toLocaleString('en')} things.`)
  const [textHash, scope] = [hashOf(text), placeOf(input.scope)]
  const fields = { text, category, expiresAt: dayFrom(days), status: 'kept', confidence: 1 } as const
  const added = await insertMemories(ctx, [
    { ...fields, id, textHash, scope, origin: 'you', sources: [], replacesId: null, pinnedAt: null },
  ])
  const same = await findSameText(ctx, textHash, scope)
  // The id may be somebody else's; then nothing with this text is there.
  if (!same) throw notFound('memory')
  if (added === 0) {
    await updateMemory(ctx, same.id, { ...fields, forgottenAt: null })
    await removeTombstonesOf(ctx, [same.id])
  }
  await tellOfChange(ctx)
  return read(ctx, same.id)
}

/**
 * Changes what is remembered; what it said before goes into its history.
 *
 * @throws AppError `not_found`; `conflict` when another memory says this already
 */
export async function editMemory(ctx: Ctx, input: EditInput): Promise<MemoryDto> {
  assertCan(ctx, 'memory:write')
  const { id, text, category, days } = input
  assertNoSecret(text)
  const before = await requireMemory(ctx, id)
  await assertPlace(ctx, input.scope)
  const isNew = text !== before.text
  const updated = await updateMemory(
    ctx,
    id,
    {
      category,
      scope: placeOf(input.scope),
      // What the person has written themselves is as sure as can be.
      ...(isNew && { text, textHash: hashOf(text), confidence: 1 }),
      ...(days !== undefined && { expiresAt: dayFrom(days) }),
    },
    isNew ? { text: before.text, until: new Date(), messageId: null } : undefined,
  )
  if (updated === 'taken') throw new AppError('conflict', KNOWN)
  await tellOfChange(ctx)
  return read(ctx, id)
}

/** Pins a memory, which then goes along with every reply first, or unpins it. */
export async function pinMemory(
  ctx: Ctx,
  { id, isPinned }: { id: string; isPinned: boolean },
): Promise<MemoryDto> {
  assertCan(ctx, 'memory:write')
  await requireMemory(ctx, id)
  await updateMemory(ctx, id, { pinnedAt: isPinned ? new Date() : null })
  await tellOfChange(ctx)
  return read(ctx, id)
}

/**
 * Says yes to a proposal. One that takes another's place becomes that one's new text.
 *
 * @throws AppError `not_found`
 */
export async function keepMemory(ctx: Ctx, { id }: { id: string }): Promise<MemoryDto> {
  assertCan(ctx, 'memory:write')
  const memory = await requireMemory(ctx, id)
  const replaced = memory.replacesId ? await findMemory(ctx, memory.replacesId) : null
  await updateMemory(ctx, id, {
    status: 'kept',
    replacesId: null,
    ...(replaced && {
      history: replaced.history,
      pinnedAt: replaced.pinnedAt,
      sources: sourcesOf(replaced, memory),
    }),
  })
  if (replaced) {
    const messageId = memory.sources.at(-1)?.messageId ?? null
    await updateMemory(ctx, id, {}, { text: replaced.text, until: new Date(), messageId })
    // It lives on in the other's history, and is not forgotten.
    await updateMemory(ctx, replaced.id, { forgottenAt: new Date(0) })
  }
  await tellOfChange(ctx)
  return read(ctx, id)
}

const sourcesOf = (before: MemoryRecord, after: MemoryRecord) => [...before.sources, ...after.sources]

async function requireMemory(ctx: Ctx, id: string): Promise<MemoryRecord> {
  const memory = await findMemory(ctx, id)
  if (!memory) throw notFound('memory')
  return memory
}

async function read(ctx: Ctx, id: string): Promise<MemoryDto> {
  return toDto(await requireMemory(ctx, id), new Map())
}

/** @throws AppError `not_found` for a folder or an assistant that the caller cannot use */
async function assertPlace(ctx: Ctx, scope: MemoryScope): Promise<void> {
  if (scope.kind === 'folder') await requireFolder(ctx, scope.id)
  if (scope.kind === 'assistant') await requireAssistant(ctx, scope.id)
}

function assertNoSecret(text: string): void {
  if (!holdsSecret(text)) return
  const message = 'This looks like a password, a key or a card number. Such things are not remembered.'
  throw new AppError('invalid_input', message, { fields: { text: message } })
}

const dayFrom = (days: number | null): Date | null => (days ? new Date(Date.now() + days * DAY_MS) : null)
