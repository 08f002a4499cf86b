'use client'

import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { callAction } from '@/components/actions/call-action'
import { toast } from '@/components/ui/overlay/toast-store'
import { deleteConversations, renameConversation, restoreConversations } from '@/lib/chat/actions'
import { findSession } from '../session/sessions'
import { changeInList, refreshConversations } from './conversations'

/** Changes the title at once, and takes it back when the server does not. Words without a letter change nothing. */
export async function rename(id: string, newTitle: string): Promise<void> {
  const title = newTitle.trim()
  const session = findSession(id)
  const before = session?.state.title
  if (!title || title === before) return
  session?.store.patch({ title })
  const undo = changeInList(id, (conversation) => ({ ...conversation, title }))
  const result = await callAction(() => renameConversation({ id, title }))
  if (result.ok) return
  undo()
  if (before !== undefined) session?.store.patch({ title: before })
  toast({ title: result.error.fields?.['title'] ?? result.error.message, tone: 'danger' })
}

/** Deletes with ten seconds to think better of it. A conversation that is on screen makes room for a new one. */
export function useDelete(): (id: string, title: string) => Promise<void> {
  const router = useRouter()
  return useMemo(() => {
    const isOpen = (id: string) => location.pathname === `/chat/${id}`

    async function restore(id: string, wasOpen: boolean) {
      const result = await callAction(() => restoreConversations({ ids: [id] }))
      if (!result.ok) {
        toast({ title: result.error.message, tone: 'danger' })
        return
      }
      refreshConversations()
      if (wasOpen && location.pathname === '/chat') router.push(`/chat/${id}`)
    }

    return async (id, title) => {
      const wasOpen = isOpen(id)
      const undo = changeInList(id, () => null)
      const result = await callAction(() => deleteConversations({ ids: [id] }))
      if (!result.ok) {
        undo()
        toast({ title: result.error.message, tone: 'danger' })
        return
      }
      if (isOpen(id)) router.push('/chat')
      toast({
        title: 'Conversation deleted',
        description: title,
        action: { label: 'Undo', onSelect: () => void restore(id, wasOpen) },
      })
    }
  }, [router])
}
