'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useConversation } from '@/components/chat/conversation/context'
import { getQueryClient } from '@/components/chat/list/query-client'
import { getJson } from '@/components/chat/session/api'
import { useSessionState } from '@/components/chat/session/sessions'
import { onLive } from '@/components/live/listeners'
import type { ConversationMemory } from '@/lib/memory/schema'
import { useIsMemoryOn } from '../use-memory-state'

const KEY = 'conversation-memory'

/** What is remembered of the conversation on screen; undefined while memory is off, or the conversation is kept nowhere. */
export function useConversationMemory(): ConversationMemory | undefined {
  const { session } = useConversation()
  const exists = useSessionState(session, ({ phase }) => phase === 'ready')
  const isOn = useIsMemoryOn() && exists && !session.isTemporary
  useEffect(() => (isOn ? listen() : undefined), [isOn])
  const { data } = useQuery(
    {
      queryKey: [KEY, session.id],
      queryFn: ({ signal }) => getJson<ConversationMemory>(`/api/conversations/${session.id}/memory`, signal),
      enabled: isOn,
    },
    getQueryClient(),
  )
  return isOn ? data : undefined
}

export async function refreshConversationMemory(): Promise<void> {
  await getQueryClient().invalidateQueries({ queryKey: [KEY] })
}

let listeners = 0
let stop: (() => void) | undefined

/** However many parts of the page look at it, it is read again once. */
function listen(): () => void {
  if (listeners++ === 0)
    stop = onLive((sign) => {
      if (sign.kind === 'memory' || sign.kind === 'refetch') void refreshConversationMemory()
    })
  return () => {
    if (--listeners === 0) stop?.()
  }
}
