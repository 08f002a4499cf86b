import 'server-only'
import type { Scope } from '@/lib/auth/context'
import type { GenerationRecord } from '@/lib/generations/server'
import { publish } from '@/lib/live/server'

type Reply = Pick<GenerationRecord, '_id' | 'conversationId' | 'replyId'>

/** Tells the person's other windows that a reply is being made, or has ended. */
export function publishReply(
  scope: Scope,
  { _id, conversationId, replyId }: Reply,
  state: 'started' | 'ended',
): void {
  publish(scope, { kind: 'reply', conversationId, replyId, generationId: _id, state })
}
