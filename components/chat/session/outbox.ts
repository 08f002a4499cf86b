import { newId } from '@/lib/core/ids'
import type { SessionState, Store } from './state'
import { type QueuedMessage, readQueue, saveQueue } from './storage'

/**
 * Messages on their way to the server: those that wait for a reply to end, and the one being sent. All of them stay in this
 * browser's storage until the server has them, under ids that make sending twice harmless.
 */
export class Outbox {
  private readonly store: Store<SessionState>
  private readonly owner: string | null
  private storageKey: string
  private sending: QueuedMessage | null = null
  /** The waiting message that is being changed. `isDue`: its turn came meanwhile. */
  private changing: { id: string; isDue: boolean } | null = null

  /**
   * @param owner whose messages they are; null keeps nothing
   * @param storageKey the conversation's id, with `new:` before it while the server does not know it
   */
  constructor(store: Store<SessionState>, owner: string | null, storageKey: string) {
    this.store = store
    this.owner = owner
    this.storageKey = storageKey
  }

  add(text: string): void {
    this.change([...this.queue, { id: newId(), text }])
  }

  /** Changes what a waiting message says; empty words withdraw it. */
  edit(id: string, text: string): void {
    this.change(
      this.queue.flatMap((message) => {
        if (message.id !== id) return [message]
        return text.trim() ? [{ id, text }] : []
      }),
    )
    if (this.queue.length === 0) this.store.patch({ refusal: null })
  }

  /** Keeps a waiting message while it is being changed. @returns what ends that, and tells whether its turn came meanwhile */
  keep(id: string): () => boolean {
    const change = { id, isDue: false }
    this.changing = change
    return () => {
      if (this.changing === change) this.changing = null
      return change.isDue
    }
  }

  /** The turn of the first message has come. @returns false while it is being changed */
  mayTake(): boolean {
    if (!this.changing || this.changing.id !== this.queue[0]?.id) return true
    this.changing.isDue = true
    return false
  }

  /** Takes the first message out, to be sent. */
  take(): QueuedMessage | null {
    const [next = null, ...rest] = this.queue
    this.sending = next
    if (next) this.change(rest)
    return next
  }

  /** The server has what was taken. */
  settle(): void {
    if (!this.sending) return
    this.sending = null
    this.change(this.queue)
  }

  /** What was taken did not arrive: it is the first to be sent again. */
  putBack(): void {
    const message = this.sending
    this.sending = null
    if (message) this.change([message, ...this.queue])
  }

  /** The conversation has begun: what waits belongs to it from now on. */
  moveTo(storageKey: string): void {
    if (this.owner === null) return
    saveQueue(this.owner, this.storageKey, [])
    this.storageKey = storageKey
    this.change(this.queue)
  }

  /** Reads what an earlier page, or another tab, left to be sent. */
  load(isSent: (id: string) => boolean): void {
    if (this.owner === null) return
    const queue = readQueue(this.owner, this.storageKey).filter(
      ({ id }) => id !== this.sending?.id && !isSent(id),
    )
    this.store.patch({ queue })
  }

  private get queue(): readonly QueuedMessage[] {
    return this.store.read().queue
  }

  private change(queue: readonly QueuedMessage[]): void {
    this.store.patch({ queue })
    if (this.owner === null) return
    saveQueue(this.owner, this.storageKey, this.sending ? [this.sending, ...queue] : queue)
  }
}
