import type { ConversationDto } from '@/lib/chat/schema'

/** Test helper: a conversation with the given fields, and nothing special otherwise. */
export function fakeConversation(fields: Partial<ConversationDto>): ConversationDto {
  return {
    id: 'a',
    title: 'A talk',
    model: null,
    assistantId: null,
    folderId: null,
    emoji: null,
    colour: null,
    isPinned: false,
    isArchived: false,
    lastMessageAt: '2026-01-01T00:00:00.000Z',
    ...fields,
  }
}
