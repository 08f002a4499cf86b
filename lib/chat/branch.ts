import type { MessageRecord } from './messages/data'
import type { ChatMessage, MessageMetadata } from './schema'

/** A message of a branch. Its `parentId` is the message shown before it: parents that are deleted are passed over. */
export type BranchMessage = { message: MessageRecord; siblingIds: string[] }

/** The messages of consecutive depths as a tree in which what stood under a deleted message stands where that was. */
export class MessageTree {
  private readonly byId: Map<string, MessageRecord>
  private readonly byParent: Map<string | null, MessageRecord[]>

  constructor(window: readonly MessageRecord[]) {
    this.byId = new Map(window.map((message) => [message._id, message]))
    this.byParent = Map.groupBy(window, (message) => message.parentId)
  }

  find(id: string | null): MessageRecord | undefined {
    return id ? this.byId.get(id) : undefined
  }

  /** @returns the id of the first message above that is not deleted; one outside of the window is not looked into */
  parentOf(message: MessageRecord): string | null {
    let { parentId } = message
    for (let parent = this.find(parentId); parent?.deletedAt; parent = this.find(parentId))
      parentId = parent.parentId
    return parentId
  }

  /** @returns what is shown after a message: all its versions, oldest first */
  childrenOf(id: string | null): MessageRecord[] {
    const children = this.byParent.get(id) ?? []
    return children.flatMap((child) => (child.deletedAt ? this.childrenOf(child._id) : [child]))
  }
}

/**
 * Walks from a leaf to the root through a range of messages read by depth. Deleted messages are not part of the branch.
 *
 * @param window messages of consecutive depths, with all their siblings
 * @param leafId where the branch ends
 * @returns the branch inside the window, oldest first, each with all answers to the same parent
 */
export function branchOf(window: readonly MessageRecord[], leafId: string): BranchMessage[] {
  const tree = new MessageTree(window)
  const branch: BranchMessage[] = []
  for (let at = tree.find(leafId); at; ) {
    const parentId = tree.parentOf(at)
    if (!at.deletedAt) {
      const siblingIds = tree.childrenOf(parentId).map((sibling) => sibling._id)
      branch.push({ message: { ...at, parentId }, siblingIds })
    }
    at = tree.find(parentId)
  }
  return branch.reverse()
}

/** @returns where the branch that ends at `leafId` goes on above the window; null when it begins in it */
export function exitOf(window: readonly MessageRecord[], leafId: string): string | null {
  const tree = new MessageTree(window)
  let id: string | null = leafId
  for (let at = tree.find(id); at; at = tree.find(id)) id = at.parentId
  return id
}

/** @returns the message as the browser and the AI SDK know it */
export function toChatMessage(message: MessageRecord, siblingIds: string[] = []): ChatMessage {
  const { model, usage, error, feedback } = message
  const metadata: MessageMetadata = {
    parentId: message.parentId,
    status: message.status as MessageMetadata['status'],
    createdAt: message.createdAt.toISOString(),
    ...(model && { model }),
    ...(usage !== null && (usage as Pick<MessageMetadata, 'usage' | 'finishReason'>)),
    ...(error !== null && { error: error as NonNullable<MessageMetadata['error']> }),
    ...(feedback !== null && { feedback: feedback as NonNullable<MessageMetadata['feedback']> }),
    ...(siblingIds.length > 1 && { siblingIds }),
  }
  return {
    id: message._id,
    role: message.role as ChatMessage['role'],
    parts: message.parts as ChatMessage['parts'],
    metadata,
  }
}
