'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { Nothing, orNothing } from '@/components/ui/or-nothing'
import { useConversation } from '../conversation/context'
import { useSessionState } from '../session/sessions'

const RestNotice = dynamic(() => orNothing(import('./rest-notice').then((module) => module.RestNotice)), {
  loading: Nothing,
})

/** Where somebody is told that it is late. Loaded with the first message they send, and knows when that was: it may have been answered before the part comes. */
export function RestSpot() {
  const { session, reader } = useConversation()
  const busy = useSessionState(session, (state) => state.busy)
  const [sentAt, setSentAt] = useState<Date | null>(null)
  useEffect(() => {
    if (busy) setSentAt(new Date())
  }, [busy])
  return sentAt && <RestNotice rest={reader.rest} sentAt={sentAt} />
}
