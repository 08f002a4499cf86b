import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { type EmotionReading, type ScoredEmotion, scoreEmotion } from '@/lib/emotion/server'
import { log } from '@/lib/platform/log'
import { removeReadings, saveAskedReading, saveReading } from '../data'
import { findReader, mayAskModel } from '../settings/manage-settings'
import { askChatModel } from './ask-model'

type OwnMessage = { messageId: string; conversationId: string; at: Date }
type Reader = Awaited<ReturnType<typeof findReader>>

/** A message that is being read. Nothing of it ever fails, and nobody has to wait for it. */
export type Listening = {
  /** What is known of the writer; null: the message must not be read. */
  reader: Promise<Reader>
  /** What has been read so far, its reasons still missing; null: nothing, or not yet. */
  soFar(): EmotionReading | null
  /** Keeps the reading, once the message itself is stored. */
  keep(message: OwnMessage): void
}

/** Explaining reads a message once for each of its words: one at a time, so that replies keep the processor. */
let line: Promise<void> = Promise.resolve()
/** What chat models are reading: nobody waits for it in line. */
const asking = new Set<Promise<void>>()

/**
 * Begins to read how a person's own message feels, if they want that, while the message is being taken; nothing is kept before `keep`.
 *
 * @param text null where no message is new: then only what is known of the person is looked up
 */
export function listen(scope: Scope, conversationId: string, text: string | null): Listening {
  const quietly = (error: unknown) => {
    log.warn('a message could not be read', { conversationId, error })
    return null
  }
  const reader = findReader(scope, conversationId, true).catch(quietly)
  let scored: ScoredEmotion | null = null
  const reading = reader
    .then(async (found) => {
      scored = found && text !== null ? await scoreEmotion(text, found.bias) : null
      return scored
    })
    .catch(quietly)
  return {
    reader,
    soFar: () => scored?.reading ?? null,
    keep(message) {
      line = Promise.all([reading, line])
        .then(async ([found]) => {
          if (!found) return
          await keepReading(scope, message, found)
          if (found.reading.unsure === 'language' && text !== null) ask(scope, message, text)
        })
        .catch((error) => log.warn('a reading was not kept', { messageId: message.messageId, error }))
    },
  }
}

/** Resolves when everything that was read so far is kept. */
export async function settleReadings(): Promise<void> {
  await line
  await Promise.all(asking)
}

function ask(scope: Scope, message: OwnMessage, text: string): void {
  const { messageId } = message
  const asked = readByChatModel(scope, message, text)
    .catch((error) => log.info('a chat model did not read a message', { messageId, error }))
    .finally(() => asking.delete(asked))
  asking.add(asked)
}

/** With the person's second consent. What it reads comes into the place of what was not sure. */
async function readByChatModel(scope: Scope, message: OwnMessage, text: string): Promise<void> {
  if (!(await mayAskModel(scope))) return
  const read = await askChatModel(scope, message.messageId, text)
  // Turned off, or deleted, meanwhile: then there is no place for it.
  if (read && (await mayAskModel(scope))) await saveAskedReading(scope, message, read)
}

async function keepReading(
  scope: Scope,
  message: OwnMessage,
  { reading, general, explain }: ScoredEmotion,
): Promise<void> {
  const why = await explain()
  const { messageId, conversationId, at } = message
  await saveReading(scope, message, { reading: { ...reading, why }, scores: general, at })
  // Turned off meanwhile: what was kept before or after that goes.
  if (!(await findReader(scope, conversationId))) await removeReadings(scope, { conversationId, messageId })
}
