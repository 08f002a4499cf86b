'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { refreshContext } from '@/components/chat/context/refresh-context'
import { getQueryClient } from '@/components/chat/list/query-client'
import { getJson } from '@/components/chat/session/api'
import type { ConversationSession } from '@/components/chat/session/conversation-session'
import { toast } from '@/components/ui/overlay/toast-store'
import type { AssistantSummary } from '@/lib/assistants/schema'
import { chooseAssistant } from '@/lib/chat/actions'

const KEY = ['assistants']

/** All assistants the person may use, by name. `initial` is what the server rendered; nothing is asked while `isWanted` is false. */
export function useAssistants({
  initial,
  isWanted = true,
}: {
  initial?: AssistantSummary[]
  isWanted?: boolean
} = {}) {
  return useQuery(
    {
      queryKey: KEY,
      queryFn: async ({ signal }) =>
        (await getJson<{ assistants: AssistantSummary[] }>('/api/assistants', signal)).assistants,
      enabled: isWanted,
      ...(initial && { initialData: initial }),
    },
    getQueryClient(),
  )
}

/** @returns the assistant; null without an id, while it is not known, and when there is none any more */
export function useAssistant(id: string | null): AssistantSummary | null {
  const { data } = useAssistants({ isWanted: id !== null })
  return (id !== null && data?.find((assistant) => assistant.id === id)) || null
}

/** @returns whether there is no such assistant any more. What is not in the list may be newer than it: then it is read again. */
export function useIsGone(id: string | null): boolean {
  const { data } = useAssistants({ isWanted: id !== null })
  const [unknown, setUnknown] = useState<string | null>(null)
  const isMissing = id !== null && data !== undefined && !data.some((assistant) => assistant.id === id)
  useEffect(() => {
    if (isMissing) void refreshAssistants().then(() => setUnknown(id))
  }, [isMissing, id])
  return isMissing && unknown === id
}

/** To be called when assistants have changed on the server. */
export function refreshAssistants(): Promise<void> {
  return getQueryClient().invalidateQueries({ queryKey: KEY })
}

/**
 * Lets an assistant answer from now on, with its model if it has one; null brings Numina itself back. A conversation that does not
 * exist yet takes its assistant along with its first message.
 */
export async function chooseAssistantFor(
  session: ConversationSession,
  assistantId: string | null,
): Promise<void> {
  const { assistantId: before, model, phase } = session.state
  session.store.patch({ assistantId, model: null })
  if (phase !== 'ready') return
  const result = await callAction(() => chooseAssistant({ id: session.id, assistantId }))
  if (result.ok) return refreshContext(session.id)
  session.store.patch({ assistantId: before, model })
  toast({ title: result.error.message, tone: 'danger' })
}
