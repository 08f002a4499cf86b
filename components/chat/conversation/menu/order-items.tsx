'use client'

import { useQuery } from '@tanstack/react-query'
import { Archive, ArchiveRestore, FolderInput, Pin, PinOff } from 'lucide-react'
import { MenuItem } from '@/components/ui/overlay/dropdown-menu'
import type { ConversationDto, ConversationView } from '@/lib/chat/schema'
import { useListed } from '../../list/conversations'
import { archive, pin } from '../../list/order-commands'
import { getQueryClient } from '../../list/query-client'
import { getJson } from '../../session/api'

/** Where the conversation is kept: pinned, in a folder, in the archive. */
export function OrderItems({ id, onMove }: { id: string; onMove: (conversation: ConversationDto) => void }) {
  const conversation = useWhereabouts(id)
  if (!conversation) return null
  const { isPinned, isArchived } = conversation
  return (
    <>
      {!isArchived && (
        <>
          <MenuItem onSelect={() => void pin([conversation], !isPinned)}>
            {isPinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
            {isPinned ? 'Unpin' : 'Pin'}
          </MenuItem>
          <MenuItem onSelect={() => onMove(conversation)}>
            <FolderInput aria-hidden />
            Move to folder…
          </MenuItem>
        </>
      )}
      <MenuItem onSelect={() => void archive([conversation], !isArchived)}>
        {isArchived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
        {isArchived ? 'Take out of the archive' : 'Archive'}
      </MenuItem>
    </>
  )
}

/** As the lists have it; one that is in no page they have loaded is asked for. */
function useWhereabouts(id: string): ConversationDto | undefined {
  const listed = useListed(id)
  const { data } = useQuery(
    {
      queryKey: ['whereabouts', id],
      queryFn: ({ signal }) => getJson<ConversationView>(`/api/conversations/${id}`, signal),
      enabled: !listed,
      staleTime: 0,
      gcTime: 0,
    },
    getQueryClient(),
  )
  return listed ?? data?.conversation
}
