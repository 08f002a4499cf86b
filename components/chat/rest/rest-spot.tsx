'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useConversation } from '../conversation/context'
import { useSessionState } from '../session/sessions'

const Nothing = () => null
const RestNotice = dynamic(
  () =>
    import('./rest-notice').then(
      ({ RestNotice }) => RestNotice,
      () => Nothing,
    ),
  {
    loading: Nothing,
  },
)

/** Where somebody is told that it is late. Loaded with the first message they send. */
export function RestSpot() {
  const { session, reader } = useConversation()
  const busy = useSessionState(session, (state) => state.busy)
  const [began, setBegan] = useState(busy)
  if (busy && !began) setBegan(true)
  return began ? <RestNotice rest={reader.rest} busy={busy} /> : null
}
