import { useRouter } from 'next/navigation'
import { useCallback } from 'react'
import { callAction } from '@/components/actions/call-action'
import { toast } from '@/components/ui/overlay/toast-store'
import { forkConversation } from '@/lib/chat/actions'
import { newId } from '@/lib/core/ids'
import { refreshConversations } from './conversations'

/** Begins a new conversation with everything up to a message, and opens it. */
export function useFork(): (id: string, messageId: string) => Promise<void> {
  const router = useRouter()
  return useCallback(
    async (id, messageId) => {
      const result = await callAction(() => forkConversation({ id, messageId, forkId: newId() }))
      if (!result.ok) {
        toast({ title: result.error.message, tone: 'danger' })
        return
      }
      refreshConversations()
      router.push(`/chat/${result.data.id}`)
      toast({ title: 'This is a copy', description: 'The conversation you came from is as it was.' })
    },
    [router],
  )
}
