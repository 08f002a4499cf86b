import type { MessageRecord } from './data'
import type { ChatMessage, MessageMetadata } from './schema'

/**
 * Walks from a leaf to the root through a range of messages read by depth.
 *
 * @param window messages of consecutive depths, with all their siblings
 * @param leafId where the branch ends
 * @returns the branch inside the window, oldest first, each with all answers to the same parent
 */
export function branchOf(
  window: readonly MessageRecord[],
  leafId: string,
): { message: MessageRecord; siblingIds: string[] }[] {
  const byId = new Map(window.map((message) => [message._id, message]))
  const byParent = Map.groupBy(window, (message) => message.parentId)
  const branch: { message: MessageRecord; siblingIds: string[] }[] = []
  for (let at = byId.get(leafId); at; at = at.parentId ? byId.get(at.parentId) : undefined) {
    const siblings = byParent.get(at.parentId) ?? []
    branch.push({ message: at, siblingIds: siblings.map((sibling) => sibling._id) })
  }
  return branch.reverse()
}

/** @returns the message as the browser and the AI SDK know it */
export function toChatMessage(message: MessageRecord, siblingIds: string[] = []): ChatMessage {
  const { model, usage, error } = message
  const metadata: MessageMetadata = {
    parentId: message.parentId,
    status: message.status as MessageMetadata['status'],
    createdAt: message.createdAt.toISOString(),
    ...(model && { model }),
    ...(usage !== null && (usage as Pick<MessageMetadata, 'usage' | 'finishReason'>)),
    ...(error !== null && { error: error as NonNullable<MessageMetadata['error']> }),
    ...(siblingIds.length > 1 && { siblingIds }),
  }
  return {
    id: message._id,
    role: message.role as ChatMessage['role'],
    parts: message.parts as ChatMessage['parts'],
    metadata,
  }
}
