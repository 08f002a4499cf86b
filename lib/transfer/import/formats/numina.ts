import { exportedConversation, type SkipReason } from '../../schema'
import { cleanText, readDate, type SourceConversation } from '../source'

export const isNumina = (value: object) => 'messages' in value && 'currentMessageId' in value

/** @returns null when it is not what docs/export-format.md describes */
export function readNumina(
  value: unknown,
): (Omit<SourceConversation, 'importId'> & { id: string | null }) | null {
  const parsed = exportedConversation.safeParse(value)
  if (!parsed.success) return null
  const { id, title, model, currentMessageId, createdAt, lastMessageAt, messages, ...marks } = parsed.data
  const notes: SkipReason[] = []
  return {
    source: 'numina',
    id,
    ownId: id,
    title,
    createdAt: readDate(createdAt),
    updatedAt: readDate(lastMessageAt),
    model,
    current: currentMessageId,
    messages: messages.map((message) => ({
      key: message.id,
      parent: message.parentId,
      role: message.role,
      parts: message.parts.map(({ type, text }) => ({ type, text: cleanText(text) })),
      createdAt: readDate(message.createdAt),
      model: message.model,
      status: message.status,
    })),
    notes,
    marks,
  }
}
