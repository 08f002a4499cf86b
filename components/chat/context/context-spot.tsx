'use client'

import dynamic from 'next/dynamic'
import { useConversation } from '../conversation/context'
import { useSessionState } from '../session/sessions'

const Nothing = () => null
const ContextMeter = dynamic(
  () =>
    import('./context-meter').then(
      (module) => module.ContextMeter,
      () => Nothing,
    ),
  { loading: Nothing },
)

/** Where the meter stands, once there is something to measure. The server, which measures, does not know a temporary conversation. */
export function ContextSpot() {
  const { session } = useConversation()
  const exists = useSessionState(session, ({ phase }) => phase === 'ready')
  return exists && !session.isTemporary ? <ContextMeter /> : null
}
