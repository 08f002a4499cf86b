'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Nothing, orNothing } from '@/components/ui/or-nothing'
import { useConversation } from '../conversation/context'
import { useSessionState } from '../session/sessions'

const RestNotice = dynamic(() => orNothing(import('./rest-notice').then((module) => module.RestNotice)), {
  loading: Nothing,
})

/** Where somebody is told that it is late. Loaded with the first message they send. */
export function RestSpot() {
  const { session, reader } = useConversation()
  const busy = useSessionState(session, (state) => state.busy)
  const [began, setBegan] = useState(busy)
  if (busy && !began) setBegan(true)
  return began ? <RestNotice rest={reader.rest} busy={busy} /> : null
}
