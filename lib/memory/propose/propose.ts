import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { publish } from '@/lib/live/server'
import type { ModelDto } from '@/lib/models/schema'
import type { ModelAccess } from '@/lib/models/server'
import { log } from '@/lib/platform/log'
import { tellOfChange } from '../changed'
import { findMemories, insertMemories, type MemoryRecord, updateMemory } from '../data'
import { findForgottenTexts, isMessageForgotten } from '../forget/data'
import { MEMORIES_MAX, NOTES_MAX } from '../limits'
import { findNotes, insertNote } from '../notes/data'
import { ownWords } from '../rules/own-words'
import { hashOf, isSameStatement, wordsOf } from '../rules/words'
import type { MemorySetting } from '../settings/data'
import { findAtWork } from '../settings/manage-settings'
import { extractStatements, type Statement } from './extract'
import { type Judged, judge } from './judge'

/** More of one message is a list, not a conversation. */
const MOST_STATEMENTS = 8
const MOST_KNOWN = 40
/** Where something was said is remembered of the last times alone. */
const MOST_SOURCES = 20
const HOUR_MS = 60 * 60_000

/** A message of the person's own, as it was written. */
export type OwnMessage = { id: string; conversationId: string; text: string; createdAt: Date }

/**
 * Finds what a person states about themselves in a message of theirs, and keeps or proposes it, as they have chosen. Doing it twice does
 * no harm, and what was forgotten of this message, or of any before, does not come back.
 *
 * @param isThere whether its conversation still is: asked once more after the model has answered
 */
export async function propose(
  scope: Scope,
  access: ModelAccess,
  model: ModelDto,
  message: OwnMessage,
  isThere: () => Promise<boolean> = async () => true,
): Promise<void> {
  const said = ownWords(message.text)
  if (!said || !(await mayRead(scope, message))) return
  const known = await findMemories(scope)
  const shown = closest(known, said)
  const statements = await ask(scope, access, model, said, shown)
  // Turned off, forgotten or deleted while the model was at it.
  const [setting, there] = await Promise.all([mayRead(scope, message), isThere()])
  if (!setting || !there) return
  const judged = statements.slice(0, MOST_STATEMENTS).flatMap((statement) => {
    const kept = judge(statement, said)
    return kept ? [{ ...kept, replaces: shown[(statement.replaces ?? 0) - 1] ?? null }] : []
  })
  await keepAll(scope, setting, message, judged, known)
}

async function mayRead(scope: Scope, { id }: OwnMessage): Promise<MemorySetting | null> {
  const [setting, isForgotten] = await Promise.all([findAtWork(scope), isMessageForgotten(scope, id)])
  return isForgotten ? null : setting
}

/** A model that fails leaves nothing remembered of this message: that is not worth asking for days. */
async function ask(
  scope: Scope,
  access: ModelAccess,
  model: ModelDto,
  said: string,
  known: readonly MemoryRecord[],
): Promise<Statement[]> {
  try {
    return await extractStatements(scope, access, model, { said, known: known.map(({ text }) => text) })
  } catch (error) {
    log.info('nothing could be found to remember', { model: model.id, error })
    return []
  }
}

/** What is known that the message may be about. */
function closest(known: readonly MemoryRecord[], said: string): MemoryRecord[] {
  const words = new Set(wordsOf(said))
  const kept = known.filter(({ status }) => status === 'kept')
  const shared = (text: string) => wordsOf(text).filter((word) => words.has(word)).length
  return kept
    .map((memory) => ({ memory, score: shared(memory.text) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_KNOWN)
    .map(({ memory }) => memory)
}

type Candidate = Judged & { replaces: MemoryRecord | null }

async function keepAll(
  scope: Scope,
  setting: MemorySetting,
  message: OwnMessage,
  candidates: readonly Candidate[],
  known: MemoryRecord[],
): Promise<void> {
  const hashes = candidates.map(({ text }) => hashOf(text))
  const forgotten = await findForgottenTexts(scope, hashes, message.createdAt)
  let changes = 0
  for (const candidate of candidates.filter(({ text }) => !forgotten.has(hashOf(text)))) {
    const keep = candidate.lasts === 'now' ? keepNote : keepMemory
    if (await keep(scope, setting, message, candidate, known)) changes++
  }
  if (changes === 0) return
  const later = await mayRead(scope, message)
  if (later) await tellOfChange(scope, message.conversationId)
  else publish(scope, { kind: 'memory', conversationId: message.conversationId })
}

async function keepNote(
  scope: Scope,
  { noteHours }: MemorySetting,
  { id: messageId, conversationId }: OwnMessage,
  { text }: Candidate,
): Promise<boolean> {
  const notes = await findNotes(scope, conversationId, NOTES_MAX)
  if (notes.length >= NOTES_MAX || notes.some((note) => isSameStatement(note.text, text))) return false
  const expiresAt = new Date(Date.now() + noteHours * HOUR_MS)
  return insertNote(scope, { id: newId(), conversationId, text, messageId, expiresAt })
}

/** What says the same is one; what contradicts takes the other's place; the rest is new. @returns whether there is something to tell */
async function keepMemory(
  scope: Scope,
  { mode }: MemorySetting,
  message: OwnMessage,
  { text, category, confidence, replaces }: Candidate,
  known: MemoryRecord[],
): Promise<boolean> {
  const source = { conversationId: message.conversationId, messageId: message.id }
  const textHash = hashOf(text)
  const same = known.find((memory) => memory.textHash === textHash || isSameStatement(memory.text, text))
  if (same) {
    const others = same.sources.filter(({ messageId }) => messageId !== message.id)
    const sources = [...others, source].slice(-MOST_SOURCES)
    await updateMemory(scope, same.id, { sources, confidence: Math.max(same.confidence, confidence) })
    return false
  }
  // What the person has pinned says something else only with their yes.
  if (replaces && mode === 'keep' && !replaces.pinnedAt) {
    const sources = [...replaces.sources, source].slice(-MOST_SOURCES)
    const earlier = { text: replaces.text, until: new Date(), messageId: message.id }
    const done = await updateMemory(
      scope,
      replaces.id,
      { text, textHash, category, confidence, sources },
      earlier,
    )
    return done === true
  }
  if (known.length >= MEMORIES_MAX) return false
  const status = mode === 'keep' && !replaces ? 'kept' : 'proposed'
  const fields = {
    textHash,
    scope: replaces?.scope ?? 'me',
    pinnedAt: null,
    expiresAt: replaces?.expiresAt ?? null,
  }
  const added = await insertMemories(scope, [
    {
      ...{ id: newId(), text, category, confidence, status, origin: 'chat', ...fields },
      sources: [source],
      replacesId: replaces?.id ?? null,
    },
  ])
  return added === 1
}
