import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { type EmotionReading, type ScoredEmotion, scoreEmotion } from '@/lib/emotion/server'
import { log } from '@/lib/platform/log'
import { removeReadings, saveReading } from '../data'
import { findReader } from '../settings/manage-settings'

type OwnMessage = { messageId: string; conversationId: string; text: string; at: Date }

/** Explaining reads a message once for each of its words: one at a time, so that replies keep the processor. */
let line: Promise<void> = Promise.resolve()

/**
 * Reads how a person's own message feels, if they want that. It goes on by itself and never fails: whoever calls it need not wait.
 *
 * @param message of the person's own, stored already
 * @returns the reading as soon as it is there, its reasons still missing; null: nothing is read
 */
export async function beginReading(scope: Scope, message: OwnMessage): Promise<EmotionReading | null> {
  try {
    const reader = await findReader(scope, message.conversationId)
    if (!reader) return null
    const scored = await scoreEmotion(message.text, reader.bias)
    line = line
      .then(() => keepReading(scope, message, scored))
      .catch((error) => log.warn('a reading was not kept', { messageId: message.messageId, error }))
    return scored.reading
  } catch (error) {
    log.warn('a message could not be read', { messageId: message.messageId, error })
    return null
  }
}

/** Resolves when everything that was read so far is kept. */
export async function settleReadings(): Promise<void> {
  await line
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
