'use client'

import { Waves } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useConversation } from '@/components/chat/conversation/context'
import { useSessionState } from '@/components/chat/session/sessions'
import { IconButton } from '@/components/ui/icon-button'
import { orReload } from '@/components/ui/later'
import { Popover } from '@/components/ui/overlay/popover'
import { Skeleton } from '@/components/ui/skeleton'
import type { ChatMessage } from '@/lib/chat/schema'
import { useInsightState } from '../use-insight-state'

const ReadingCard = dynamic(() => orReload(import('./reading-card').then((module) => module.ReadingCard)), {
  loading: () => <Skeleton className="h-24 w-full" />,
})

/** Leads to how a message of one's own was read. Of those who have not turned that on, nobody sees it. */
export function FeelingMark({ message }: { message: ChatMessage }) {
  const { session } = useConversation()
  const exists = useSessionState(session, ({ phase }) => phase === 'ready')
  const isOn = useInsightState()?.isOn ?? false
  if (!isOn || !exists) return null
  return (
    <Popover
      label="How this reads"
      align="end"
      className="w-88 p-4"
      trigger={
        <IconButton label="How this reads" size="sm">
          <Waves />
        </IconButton>
      }
    >
      <ReadingCard
        conversationId={session.id}
        messageId={message.id}
        sentAt={message.metadata?.createdAt ?? null}
      />
    </Popover>
  )
}
