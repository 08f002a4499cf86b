'use client'

import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { toast } from '@/components/ui/overlay/toast-store'
import * as actions from '@/lib/chat/actions'
import type { ConversationDto } from '@/lib/chat/schema'
import { findSession } from '../session/sessions'
import {
  bringBack,
  changeConversations,
  currentRail,
  type Outcome,
  refreshConversations,
} from './conversations'
import { findConversations } from './data/lists'
import { keepFocus } from './keys/roving-focus'

export type Named = Pick<ConversationDto, 'id' | 'title'>

export const idsOf = (conversations: readonly Named[]) => conversations.map(({ id }) => id)

/** @returns "conversation", or "3 conversations" */
export function countOf(conversations: readonly unknown[]): string {
  return conversations.length === 1
    ? 'conversation'
    : `${conversations.length.toLocaleString('en')} conversations`
}

export const titled = ([first, ...others]: readonly Named[]) =>
  first && others.length === 0 ? { description: first.title } : {}
export const deeds = (conversations: readonly Named[], deed: string) =>
  conversations.length === 1 ? `Conversation ${deed}` : `${countOf(conversations)} ${deed}`

/** Says why something did not happen. @returns whether it did */
export function explain(outcome: Outcome): boolean {
  if (outcome.ok) return true
  const { fields, message } = outcome.error
  toast({ title: Object.values(fields ?? {})[0] ?? message, tone: 'danger' })
  return false
}

/** Changes the title at once, and takes it back when the server does not. Words without a letter change nothing. */
export async function rename(id: string, newTitle: string): Promise<void> {
  const title = newTitle.trim()
  const session = findSession(id)
  const before = session?.state.title
  const listed = findConversations(currentRail(), [id])[0]
  if (!title || title === (listed?.title ?? before)) return
  session?.store.patch({ title })
  const change = (conversation: ConversationDto) => ({ ...conversation, title })
  const outcome = await changeConversations([id], change, () => actions.renameConversation({ id, title }))
  if (!explain(outcome) && before !== undefined) session?.store.patch({ title: before })
}

/** Asked where memories came from them. What cannot be asked changes nothing of them. @returns null: they are not to be deleted */
const askAboutMemories = (ids: string[]) =>
  import('@/components/memory/chat/ask-about-sources').then(
    ({ askAboutSources }) => askAboutSources(ids),
    () => 'keep' as const,
  )

/** The conversations that were deleted by a press in this window, so that what is unsent there goes with them. */
export const deletedHere = new Set<string>()

/**
 * Deletes with ten seconds to think better of it. A conversation that is on screen makes room for a new one.
 *
 * @returns takes what is to be done once they are out of the lists
 */
export function useDelete(): (conversations: readonly Named[], onGone?: () => void) => Promise<void> {
  const router = useRouter()
  return useMemo(() => {
    const openOf = (ids: readonly string[]) => ids.find((id) => location.pathname === `/chat/${id}`)

    async function restore(ids: string[], kept: ConversationDto[], wasOpen: string | undefined) {
      const outcome = await bringBack(kept, () => actions.restoreConversations({ ids }))
      if (outcome.ok) refreshConversations()
      // Also while the new chat that took its place is still on its way.
      const isNear = ['/chat', `/chat/${wasOpen}`].includes(location.pathname)
      if (explain(outcome) && wasOpen && isNear) router.push(`/chat/${wasOpen}`)
    }

    return async (conversations, onGone) => {
      const ids = idsOf(conversations)
      const memories = await askAboutMemories(ids)
      if (!memories) return
      const goOn = keepFocus(ids)
      const kept = findConversations(currentRail(), ids)
      for (const id of ids) deletedHere.add(id)
      const deleting = changeConversations(
        ids,
        () => null,
        () => actions.deleteConversations({ ids, memories }),
      )
      goOn()
      onGone?.()
      const outcome = await deleting
      if (!explain(outcome)) return
      const open = openOf(ids)
      if (open) router.push('/chat')
      toast({
        title: deeds(conversations, 'deleted'),
        ...titled(conversations),
        ...(memories === 'forget' && { description: 'What was remembered from there is forgotten, too.' }),
        action: { label: 'Undo', onSelect: () => void restore(ids, kept, open), ends: true },
      })
    }
  }, [router])
}
