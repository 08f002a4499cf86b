import type { ReplyPart } from '@/lib/generations/server'
import type { ModelSettings } from '@/lib/models/schema'
import type { ConversationRecord } from './data'
import type { MessageRecord } from './messages/data'
import type { SendInput } from './schema'

/** What a reply is to be made for. Nothing is written before `store`. */
export type Order = {
  /** The model the conversation uses. */
  conversationModel: ConversationRecord['model']
  /** What the conversation asks of its model. */
  instructions: string | null
  /** How the conversation wants its model asked. */
  modelSettings: ModelSettings | null
  /** Who answers; none: Numina itself. */
  assistantId: string | null
  /** The folder it is in, which may ask something, too. */
  folderId: string | null
  /** The message to answer; not there before `store` when it is new. */
  questionId: string
  /** The message was written for this reply. */
  isNew: boolean
  /** The message is there already: it was sent before, and this is the same again. */
  isResent: boolean
  /** The conversation begins with it: there is none yet. */
  begins: boolean
  /** The conversation has no name but the first words in it. */
  isUnnamed: boolean
  replyId: string
  /** What the reply already has and goes on from. */
  prefix: readonly ReplyPart[]
  wantedModel: string | undefined
  hint?: 'shorter' | 'longer' | undefined
  /** Writes what has to be there before a model is asked. @returns the message to answer */
  store: () => Promise<MessageRecord>
}

/** Begins the key of a reply that is made to be compared with another; the id of that one follows. */
const SECOND = 'compare:'
const secondKey = (firstId: string, replyId: string) => `${SECOND}${firstId}:${replyId}`

/** @returns the keys of all replies made to be compared with this one: from the first, to before the second */
export function secondKeys(firstId: string): [from: string, before: string] {
  return [secondKey(firstId, ''), `${SECOND}${firstId};`]
}

/** @returns the id of the reply this one is compared with; null for a reply by itself */
export function comparedWith({ key }: { key: string }): string | null {
  return key.startsWith(SECOND) ? (key.slice(SECOND.length).split(':')[0] ?? null) : null
}

/** The same key is the same reply, however often it is asked for. */
export function keyOf(input: SendInput): string {
  if (input.trigger === 'send') return `send:${input.message.id}`
  const isSecond = input.trigger === 'regenerate' && input.besideId
  return isSecond ? secondKey(isSecond, input.replyId) : `reply:${input.replyId}`
}
