import type { Chat } from '@ai-sdk/react'
import type { ChatMessage } from '@/lib/chat/schema'
import type { ConnectionState } from '../transport/follow-reply'
import type { SessionState, Store } from './state'

/** How a request for a reply came out. `begun`: the reply had begun before the error, so it is on the server. */
export type Outcome =
  | { how: 'ended' }
  | { how: 'given-up' }
  | { how: 'refused'; error: Error; begun: boolean }

type RunnerParts = {
  chat: Chat<ChatMessage>
  store: Store<SessionState>
  /** Asks the server to end the replies of the conversation. */
  stopReply(): Promise<void>
}

/** Runs the requests of a conversation that make a reply, one at a time, and stops them. */
export class ReplyRunner {
  /** A request is on its way or being answered. */
  running = false
  /** Counts requests: what the server said before the latest of them is no longer the truth. */
  count = 0
  private readonly parts: RunnerParts
  private stopWhenOpen = false
  private gaveUp = false

  constructor(parts: RunnerParts) {
    this.parts = parts
  }

  /** Resolves when the reply has ended, or the request has failed. Never throws. */
  async run(request: () => Promise<void>): Promise<Outcome> {
    const { chat, store } = this.parts
    this.running = true
    this.count += 1
    this.gaveUp = false
    this.stopWhenOpen = false
    store.patch({ busy: true, stopping: false, refusal: null, connection: 'connecting' })
    await request()
    const { error } = chat
    const begun = this.hasBegun()
    chat.clearError()
    this.running = false
    store.patch({ busy: false, stopping: false, held: null, connection: 'open' })
    if (this.gaveUp) return { how: 'given-up' }
    return error ? { how: 'refused', error, begun } : { how: 'ended' }
  }

  /** Ends the reply being made; what it has is kept. A request that has not reached the server is given up. */
  stop(): void {
    const { store } = this.parts
    const { busy, stopping, connection } = store.read()
    if (!busy || stopping) return
    store.patch({ stopping: true })
    if (connection === 'open') void this.askToStop()
    else if (connection === 'connecting' || this.hasBegun()) this.stopWhenOpen = true
    else this.giveUp()
  }

  connectionChanged(connection: ConnectionState): void {
    this.parts.store.patch({ connection })
    if (!this.stopWhenOpen) return
    if (connection === 'open') {
      this.stopWhenOpen = false
      void this.askToStop()
    } else if (connection === 'waiting' && !this.hasBegun()) this.giveUp()
  }

  private giveUp(): void {
    this.gaveUp = true
    this.stopWhenOpen = false
    void this.parts.chat.stop()
  }

  private async askToStop(): Promise<void> {
    try {
      await this.parts.stopReply()
    } catch {
      this.parts.store.patch({ stopping: false })
    }
  }

  private hasBegun(): boolean {
    const last = this.parts.chat.lastMessage
    return last?.role === 'assistant' && last.metadata?.status === 'running'
  }
}
