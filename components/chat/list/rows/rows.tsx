'use client'

import type { ConversationDto } from '@/lib/chat/schema'
import { useListState } from '../context'
import { ConversationRow } from './conversation-row'

/** Conversations under one another. */
export function Rows({ conversations }: { conversations: readonly ConversationDto[] }) {
  const { activeId, renaming, selected } = useListState()
  return (
    <ul>
      {conversations.map((conversation) => (
        <ConversationRow
          key={conversation.id}
          conversation={conversation}
          isActive={conversation.id === activeId}
          isRenaming={conversation.id === renaming}
          isSelected={selected ? selected.has(conversation.id) : null}
        />
      ))}
    </ul>
  )
}
