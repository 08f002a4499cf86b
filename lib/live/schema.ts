/** The wire types of the live channel. */
import type { UsageNotice } from '@/lib/usage/schema'

/** What happened. Each is only a sign to look: seeing one twice does no harm. */
export type LiveEvent =
  /** These conversations have another title, model, place or branch, or are gone; without ids it is folders that changed. */
  | { kind: 'conversations'; ids: string[] | 'all' }
  /** A reply is being made, or has ended. */
  | {
      kind: 'reply'
      conversationId: string
      replyId: string
      generationId: string
      state: 'started' | 'ended'
    }
  /** What is being written. `version` is the draft's; null when it was sent or emptied. */
  | { kind: 'draft'; key: string; version: string | null }
  | { kind: 'notifications' }
  /** So much of the plan is used that the person should know. */
  | { kind: 'usage'; notice: UsageNotice | null }
  /** Something is remembered, changed or forgotten; of this conversation, or of any. */
  | { kind: 'memory'; conversationId: string | null }

/** For the servers alone: a session (null: each of the person's that is in this workspace) works in another workspace now. */
export type Moved = { kind: 'workspace'; sessionId: string | null }

/** What a client acts upon. `refetch`: something was missed that cannot be told any more, so everything is to be read again. */
export type LiveSign = LiveEvent | { kind: 'refetch' }

/**
 * What comes over the channel. Whoever comes back names the last id they had. `ready`: everything from here on will be told,
 * of this workspace. `ping`: the connection is alive.
 */
export type LiveMessage = { id: string } & (
  | LiveSign
  | { kind: 'ready'; workspaceId: string }
  | { kind: 'ping' }
)
