import type { ChatMessage, MessagePage } from '@/lib/chat/schema'
import { withSiblings } from '../session/branch'

/** All that was said in a temporary conversation, with all versions: what the server keeps for other conversations. */
export class LocalTree {
  private readonly messages = new Map<string, ChatMessage>()

  /** Takes over what is on screen, as it is now. */
  record(branch: readonly ChatMessage[]): void {
    for (const message of branch) {
      // In the order they were last on screen, so that the newest end of a branch is the last.
      this.messages.delete(message.id)
      this.messages.set(message.id, message)
    }
  }

  find(id: string): ChatMessage | undefined {
    return this.messages.get(id)
  }

  /** @returns the branch a message is on, from the root down to its newest end; empty for a message that was never said */
  branchThrough(id: string): MessagePage {
    const branch: ChatMessage[] = []
    for (let at = this.find(id); at; at = this.find(at.metadata?.parentId ?? '')) branch.unshift(at)
    for (let at = branch.at(-1); at; ) {
      at = this.childrenOf(at.id).at(-1)
      if (at) branch.push(at)
    }
    const messages = branch.map((message) => withSiblings(message, this.versionsOf(message)))
    return { messages, hasOlder: false }
  }

  private childrenOf(id: string | null): ChatMessage[] {
    return [...this.messages.values()].filter(({ metadata }) => (metadata?.parentId ?? null) === id)
  }

  /** Ids are made in the order of time. */
  private versionsOf({ metadata }: ChatMessage): string[] {
    return this.childrenOf(metadata?.parentId ?? null)
      .map(({ id, metadata }) => ({ id, at: metadata?.createdAt ?? '' }))
      .sort((a, b) => a.at.localeCompare(b.at))
      .map(({ id }) => id)
  }
}
