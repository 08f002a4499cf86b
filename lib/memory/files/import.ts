import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { newId } from '@/lib/core/ids'
import { tellOfChange } from '../changed'
import { findMemories, findSameTexts, insertMemories, type NewMemory, reviveMemories } from '../data'
import { removeTombstonesOf } from '../forget/data'
import { MEMORIES_MAX } from '../limits'
import { holdsSecret } from '../rules/secrets'
import { hashOf } from '../rules/words'
import { type FiledMemory, filedMemory, type MemoryImport } from '../schema'
import { assertOn } from '../settings/manage-settings'

const REPORTED_MAX = 50
const SHOWN_CHARS = 60

/**
 * Adds the memories of a file. What is remembered already is not doubled, what was just forgotten is back; what cannot be kept is
 * reported and left out.
 */
export async function importMemories(ctx: Ctx, filed: readonly unknown[]): Promise<MemoryImport> {
  assertCan(ctx, 'memory:write')
  await assertOn(ctx)
  const own = await findMemories(ctx)
  const known = new Set(own.filter(({ scope }) => scope === 'me').map(({ textHash }) => textHash))
  const report: MemoryImport = { added: 0, known: 0, refused: [] }
  const added: NewMemory[] = []
  const now = new Date()
  for (const entry of filed) {
    const parsed = filedMemory.safeParse(entry)
    const problem = parsed.success
      ? problemOf(parsed.data, now, own.length + added.length)
      : parsed.error.issues[0]?.message
    if (!parsed.success || problem) {
      refuse(report, entry, problem ?? 'It cannot be read.')
      continue
    }
    const memory = toNew(parsed.data, now)
    if (known.has(memory.textHash)) report.known += 1
    else added.push(memory)
    known.add(memory.textHash)
  }
  // What is back is not new to the second, which adds all others, also those that are gone for good in between.
  if (added.length > 0) report.added = (await bringBack(ctx, added)) + (await insertMemories(ctx, added))
  if (report.added > 0) await tellOfChange(ctx)
  return report
}

/** What is being forgotten, or has run out, still takes the place of its text. @returns how much of it is back */
async function bringBack(ctx: Ctx, added: readonly NewMemory[]): Promise<number> {
  const byText = new Map(added.map((memory) => [memory.textHash, memory]))
  const there = await findSameTexts(ctx, [...byText.keys()], 'me')
  const revived = there.map(({ id, textHash }) => ({ ...(byText.get(textHash) as NewMemory), id }))
  const back = await reviveMemories(ctx, revived)
  await removeTombstonesOf(
    ctx,
    there.map(({ id }) => id),
  )
  return back
}

function problemOf({ text, expiresAt }: FiledMemory, now: Date, count: number): string | undefined {
  if (holdsSecret(text)) return 'It looks like a password, a key or a card number.'
  if (expiresAt && new Date(expiresAt) <= now) return 'It has run out.'
  if (count >= MEMORIES_MAX) return `Numina remembers at most ${MEMORIES_MAX.toLocaleString('en')} things.`
}

function toNew({ text, category, isPinned, expiresAt }: FiledMemory, now: Date): NewMemory {
  return {
    ...{ id: newId(), text, textHash: hashOf(text), category, confidence: 1 },
    ...{ origin: 'file', status: 'kept', scope: 'me', sources: [], replacesId: null },
    pinnedAt: isPinned ? now : null,
    expiresAt: expiresAt ? new Date(expiresAt) : null,
  }
}

function refuse(report: MemoryImport, entry: unknown, reason: string): void {
  const text = typeof entry === 'object' && entry !== null && 'text' in entry ? entry.text : null
  const shown = typeof text === 'string' ? text.slice(0, SHOWN_CHARS) : 'Something'
  if (report.refused.length < REPORTED_MAX) report.refused.push({ text: shown, reason })
}
