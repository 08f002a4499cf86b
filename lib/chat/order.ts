import type { ConversationRecord, MessageRecord } from './data'
import type { SendInput } from './schema'

/** What a reply is to be made for. Nothing is written before `store`. */
export type Order = {
  /** The model the conversation uses. */
  conversationModel: ConversationRecord['model']
  /** What the conversation asks of its model. */
  instructions: string | null
  /** The folder it is in, which may ask something, too. */
  folderId: string | null
  /** The message to answer; not there before `store` when it is new. */
  questionId: string
  replyId: string
  /** Text the reply already has and goes on from. */
  prefix: string
  wantedModel: string | undefined
  hint?: 'shorter' | 'longer' | undefined
  /** Writes what has to be there before a model is asked. @returns the message to answer */
  store: () => Promise<MessageRecord>
}

/** The same key is the same reply, however often it is asked for. */
export function keyOf(input: SendInput): string {
  return input.trigger === 'send' ? `send:${input.message.id}` : `reply:${input.replyId}`
}
