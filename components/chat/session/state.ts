import type { Asking, ChatMessage, ConversationView } from '@/lib/chat/schema'
import type { ErrorBody } from '@/lib/core/errors'
import type { Comparison } from '../comparison/comparison'
import type { SendOptions } from '../transport/transport'
import type { QueuedMessage } from './storage'

/** `connecting`: asked, not answered yet. `waiting`: broken, comes back by itself. */
export type Connection = 'connecting' | 'open' | 'waiting'

/** `text`: the words to begin with. `isLeft`: the reader is elsewhere in the thread, and comes upon it again. */
export type Editing = { messageId: string; text: string; isLeft?: true }

export type SessionState = {
  /**
   * `new`: nothing sent yet. `loading`: known by its URL only. `ready`: on the server.
   * `gone`: deleted or never there. `failed`: could not be loaded.
   */
  phase: 'new' | 'loading' | 'ready' | 'gone' | 'failed'
  title: string
  model: string | null
  /** The folder a new conversation begins in. */
  folderId: string | null
  /** Who answers here; null: Numina itself. */
  assistantId: string | null
  hasOlder: boolean
  older: 'idle' | 'loading' | 'failed'
  /** What is loaded does not reach the end of the branch: the reader is at a place far up. */
  hasNewer: boolean
  newer: 'idle' | 'loading' | 'failed'
  /** Where the reader is to be brought: to a message that was looked for, which is marked for a moment, one whose words they change, or the end. */
  place: { messageId: string; is: 'found' | 'edited' | 'end' } | null
  /** A reply is being made; its stream may still be on its way. */
  busy: boolean
  connection: Connection
  stopping: boolean
  queue: readonly QueuedMessage[]
  /** Why the last thing asked for did not happen. */
  refusal: ErrorBody | null
  /** A reply that is being continued, as it was: shown until its stream has caught up. */
  held: ChatMessage | null
  /** How a conversation that has not begun wants its model asked; it goes along with the first message. */
  asking: Asking | null
  /** A model that is to answer the next question, too. */
  second: string | null
  /** Two answers between which the person is to choose. */
  comparison: Comparison | null
  /** The message whose words are being changed. */
  editing: Editing | null
}

const NEW_STATE: SessionState = {
  phase: 'new',
  title: 'New conversation',
  model: null,
  folderId: null,
  assistantId: null,
  hasOlder: false,
  older: 'idle',
  hasNewer: false,
  newer: 'idle',
  place: null,
  busy: false,
  connection: 'open',
  stopping: false,
  queue: [],
  refusal: null,
  held: null,
  editing: null,
  asking: null,
  second: null,
  comparison: null,
}

/** A value that tells its readers when it changes; in the form of `useSyncExternalStore`. */
export class Store<T extends object> {
  private value: T
  private readonly listeners = new Set<() => void>()

  constructor(value: T) {
    this.value = value
  }

  readonly read = (): T => this.value

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  patch(change: Partial<T>): void {
    this.value = { ...this.value, ...change }
    for (const listener of this.listeners) listener()
  }
}

/**
 * What the server read; `new` for a conversation it does not know yet; `unread` for one it has to be asked for; `temporary` for one
 * it never gets to know.
 */
export type SessionStart = ConversationView | 'new' | 'unread' | 'temporary'

/** @returns the state a session begins with: from what the server read, or without it */
export function stateFrom(start: SessionStart): SessionState {
  if (start === 'new' || start === 'temporary') return NEW_STATE
  if (start === 'unread') return { ...NEW_STATE, phase: 'loading' }
  return { ...NEW_STATE, ...factsOf(start), phase: 'ready' }
}

/** @returns what the server's view says about a conversation besides its messages */
export function factsOf({ conversation, hasOlder, runningGenerationId }: ConversationView) {
  return {
    title: conversation.title,
    model: conversation.model,
    assistantId: conversation.assistantId,
    hasOlder,
    busy: runningGenerationId !== null,
  }
}

/** Whether messages can be sent: their place in the conversation is known. */
export function isOpen({ phase }: SessionState): boolean {
  return phase === 'new' || phase === 'ready'
}

/** What a conversation that begins takes along with its first message. */
export function beginsWith({ model, assistantId, folderId, asking }: SessionState): SendOptions {
  return {
    ...(model && { model }),
    ...(assistantId && { assistantId }),
    ...(folderId && { folderId }),
    ...(asking && { asking }),
  }
}
