import { Archive, ChevronDown, CornerDownRight, MessageSquare, MessageSquareText } from 'lucide-react'
import type { MessageHit, TitleHit } from '@/lib/search/schema'
import type { Entry, Group } from './entry'
import type { useSearch } from './use-search'

type Found = Pick<ReturnType<typeof useSearch>, 'q' | 'titles' | 'messages' | 'more' | 'state'>

/** @param goTo opens a conversation, at a message of it when one is named */
export function hitGroups(
  { q, titles, messages, more, state }: Found,
  goTo: (conversationId: string, messageId?: string) => void,
): Group[] {
  const groups: Group[] = [
    {
      label: q === '' ? 'Recent' : 'Conversations',
      entries: titles.map((hit) => titleEntry(hit, () => goTo(hit.conversation.id))),
    },
    {
      label: 'Messages',
      entries: messages.map((hit) => messageEntry(hit, () => goTo(hit.conversation.id, hit.messageId))),
    },
  ]
  for (const { kind, isLoadingMore, loadMore } of more) {
    const group = groups[kind === 'titles' ? 0 : 1]
    const label = isLoadingMore ? 'Loading more' : kind === 'titles' ? 'More conversations' : 'More messages'
    group?.entries.push({ id: `more-${kind}`, label, icon: ChevronDown, stays: true, run: loadMore })
  }
  const isOutdated = state === 'loading'
  return groups.map(({ label, entries }) => ({
    label,
    entries: entries.map((entry) => ({ ...entry, isOutdated })),
  }))
}

const ARCHIVED = 'Archived'

function titleEntry({ conversation, title }: TitleHit, run: () => void): Entry {
  const { id, isArchived, emoji } = conversation
  return {
    id: `title-${id}`,
    label: conversation.title,
    segments: title,
    icon: isArchived ? Archive : MessageSquare,
    emoji,
    ...(isArchived && { note: ARCHIVED }),
    run,
  }
}

function messageEntry({ messageId, conversation, snippet, role, at }: MessageHit, run: () => void): Entry {
  const day = new Date(at).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
  return {
    id: messageId,
    label: conversation.title,
    icon: role === 'user' ? CornerDownRight : MessageSquareText,
    snippet: [{ text: role === 'user' ? 'You: ' : 'Numina: ', isMatch: false }, ...snippet],
    note: conversation.isArchived ? `${ARCHIVED} · ${day}` : day,
    run,
  }
}
