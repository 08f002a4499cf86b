import type { ConversationSession } from './conversation-session'
import type { SessionServices } from './services'

/** How being led to a message came out. `busy`: a reply is being made; what is shown cannot be left now. */
type Led = 'shown' | 'busy' | 'failed'

/** The reader's way to a place far up in a conversation, through it, and back to its end. */
export class FarPart {
  private readonly session: ConversationSession
  private readonly services: SessionServices

  constructor(session: ConversationSession, services: SessionServices) {
    this.session = session
    this.services = services
  }

  /** Shows a message wherever it is in the conversation, on its branch, and marks it. */
  async lead(messageId: string): Promise<Led> {
    const { session } = this
    const found = { place: { messageId, is: 'found' as const } }
    if (session.chat.messages.some(({ id }) => id === messageId)) {
      session.store.patch(found)
      return 'shown'
    }
    if (session.isOccupied) return 'busy'
    const { count } = session.runner
    const result = await this.services.showMessage({ id: session.id, messageId })
    if (session.runner.count !== count) return 'busy'
    if (!result.ok) {
      session.store.patch({ refusal: result.error })
      return 'failed'
    }
    const { messages, hasOlder, hasNewer } = result.data
    session.chat.messages = messages
    session.store.patch({ hasOlder, hasNewer, older: 'idle', newer: 'idle', refusal: null, ...found })
    return 'shown'
  }

  /** The reader has been brought there. */
  arrived(): void {
    this.session.store.patch({ place: null })
  }

  /** Reads the page before the first message that is loaded. */
  async loadOlder(): Promise<void> {
    const { session } = this
    const first = session.chat.messages[0]
    if (!first || !session.state.hasOlder || session.state.older === 'loading') return
    session.store.patch({ older: 'loading' })
    try {
      const page = await this.services.readOlder(session.id, first.id)
      if (session.chat.messages[0]?.id === first.id) {
        session.chat.messages = [...page.messages, ...session.chat.messages]
        session.store.patch({ hasOlder: page.hasOlder })
      }
      session.store.patch({ older: 'idle' })
    } catch {
      session.store.patch({ older: 'failed' })
    }
  }

  /** Reads the page after the last message that is loaded. */
  async loadNewer(): Promise<void> {
    const { session } = this
    const last = session.chat.messages.at(-1)
    if (!last || !session.state.hasNewer || session.state.newer === 'loading') return
    session.store.patch({ newer: 'loading' })
    try {
      const page = await this.services.readNewer(session.id, last.id)
      if (session.chat.messages.at(-1)?.id === last.id && session.state.hasNewer) {
        session.chat.messages = [...session.chat.messages, ...page.messages]
        session.store.patch({ hasNewer: page.hasNewer })
        // A reply that began meanwhile is at the end that has just been reached.
        if (!page.hasNewer) void session.refresh()
      }
      session.store.patch({ newer: 'idle' })
    } catch {
      session.store.patch({ newer: 'failed' })
    }
  }

  /** Goes back to the end of the branch, and does what can only be done there. What is loaded stays when that fails. */
  leaveThen(next?: () => void): void {
    void this.leave().then((hasLeft) => hasLeft && next?.())
  }

  private async leave(): Promise<boolean> {
    const { session } = this
    if (!session.state.hasNewer) return true
    session.store.patch({ newer: 'loading' })
    try {
      const view = await this.services.readConversation(session.id)
      session.store.patch({ hasNewer: false, newer: 'idle' })
      session.adopt(view)
      const end = session.chat.messages.at(-1)
      if (end) session.store.patch({ place: { messageId: end.id, is: 'end' } })
      return true
    } catch {
      session.store.patch({ newer: 'failed' })
      return false
    }
  }
}
