import { Refusal } from '../transport/refusal'
import type { ConversationSession } from './conversation-session'
import { refusalOf } from './refusals'

/** How often in a row another window may be quicker before a message just waits. */
const MOST_CONFLICTS = 3
const UNEXPECTED = 'Something went wrong in this window. Reload the page to see where the conversation is.'

/** Keeps a conversation in step with the server: what other windows do, and what is true after a request was refused. */
export class Follower {
  private readonly session: ConversationSession
  /** Replies made elsewhere that were heard of while one was on screen. */
  private readonly heard = new Set<string>()
  /** The truth was asked for while a reply was on screen. */
  private isDue = false
  private conflicts = 0

  constructor(session: ConversationSession) {
    this.session = session
  }

  /** Does nothing while a reply is on screen. */
  async refresh(): Promise<void> {
    const { state, runner, services, store, id, isTemporary } = this.session
    this.isDue = runner.running
    const isComparing = state.comparison?.store.read().running ?? false
    if (state.phase === 'new' || runner.running || isComparing || isTemporary) return
    const { count } = runner
    try {
      const view = await services.readConversation(id)
      if (runner.count === count) this.session.adopt(view)
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) store.patch({ phase: 'gone', busy: false })
      else if (this.session.state.phase !== 'ready') store.patch({ phase: 'failed' })
    }
  }

  /** Follows a reply that another window makes, or its end, unless this window knows. */
  hear({ replyId, state }: { replyId: string; state: 'started' | 'ended' }): void {
    const { chat, runner } = this.session
    const known = chat.messages.find(({ id }) => id === replyId)?.metadata?.status
    if (runner.running) this.heard.add(replyId)
    else if (known === undefined || (known === 'running') === (state === 'ended')) void this.refresh()
  }

  /** Shows what was made elsewhere while a reply was on screen. */
  catchUp(): void {
    const { chat, runner } = this.session
    if (runner.running) return
    const isMissed = [...this.heard].some((replyId) => !chat.messages.some(({ id }) => id === replyId))
    this.heard.clear()
    // A deletion in another window stops the reply.
    const isStopped = this.isDue && chat.lastMessage?.metadata?.status === 'stopped'
    if (isMissed || isStopped) void this.refresh()
  }

  /** To be called when the server has made what was asked for. */
  wentWell(): void {
    this.conflicts = 0
  }

  async recover(error: Error): Promise<void> {
    const status = error instanceof Refusal ? error.status : null
    if (status !== 409) this.session.store.patch({ refusal: refusalOf(error, UNEXPECTED) })
    if (this.session.isTemporary) this.keepWhatCame()
    if (status !== 409 && status !== 404) return
    // Another window was quicker, or the conversation is not what it was.
    await this.refresh()
    this.conflicts += 1
    if (status === 409 && this.conflicts <= MOST_CONFLICTS) this.session.sendNext()
  }

  /** The server can no longer say how a temporary reply ended: what came of it stays. */
  private keepWhatCame(): void {
    const { chat } = this.session
    const reply = chat.lastMessage
    if (reply?.metadata?.status !== 'running') return
    const metadata = { ...reply.metadata, status: 'interrupted' as const }
    chat.messages = [...chat.messages.slice(0, -1), { ...reply, metadata }]
  }
}
