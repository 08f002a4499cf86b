'use client'

import dynamic from 'next/dynamic'
import { Nothing, orNothing } from '@/components/ui/or-nothing'
import { useConversation } from '../conversation/context'
import { useSessionState } from '../session/sessions'

const ContextMeter = dynamic(
  () => orNothing(import('./context-meter').then((module) => module.ContextMeter)),
  { loading: Nothing },
)

/** Where the meter stands, once there is something to measure. The server, which measures, does not know a temporary conversation. */
export function ContextSpot() {
  const { session } = useConversation()
  const exists = useSessionState(session, ({ phase }) => phase === 'ready')
  return exists && !session.isTemporary ? <ContextMeter /> : null
}
