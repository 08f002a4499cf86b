import type { ChatTransport } from 'ai'
import type { ChatMessage, ConversationView, MessagePage, MessageWindow } from '@/lib/chat/schema'
import type { Result } from '@/lib/core/result'
import type { ConnectionState } from '../transport/follow-reply'

/** What a conversation asks of the server. */
export type SessionServices = {
  createTransport(onConnection: (state: ConnectionState) => void): ChatTransport<ChatMessage>
  readConversation(id: string): Promise<ConversationView>
  readOlder(id: string, before: string): Promise<MessagePage>
  readNewer(id: string, after: string): Promise<MessageWindow>
  /** @param replyId only this one, of two that are compared */
  stopReply(id: string, replyId?: string): Promise<void>
  /** Neither this nor `showMessage` throws: a server that was not reached is a refusal, too. */
  selectMessage(input: { id: string; messageId: string }): Promise<Result<MessagePage>>
  showMessage(input: { id: string; messageId: string }): Promise<Result<MessageWindow>>
  /** A conversation has begun, or a reply has ended: the list of conversations looks different now. */
  onListChange(): void
}

/** One request that makes a reply. */
export type Run = {
  request(): Promise<void>
  /** Brings back what was before, when the server did not take the request. */
  undo(): void
  /** Asks for the same again, when the person wants to after a refusal. A message waits to be sent instead. */
  again?(): void
  /** All versions of the reply, once its id is known. */
  versions?(replyId: string): string[] | undefined
}
