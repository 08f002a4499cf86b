import type { ConversationRecord, MessageRecord } from './data'

/** What a reply is to be made for. */
export type Order = {
  /** The same key is the same reply, however often it is asked for. */
  key: string
  conversation: ConversationRecord
  question: MessageRecord
  replyId: string
  prefix: string
  wantedModel: string | undefined
  hint?: 'shorter' | 'longer' | undefined
}
