'use client'

import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import { useConversation } from '../conversation/context'
import { careSignal } from './care-signal'

const Nothing = () => null
// The conversation goes on also when the card cannot be loaded: the answer names help, too.
const CareCard = dynamic(
  () =>
    import('./care-card').then(
      ({ CareCard }) => CareCard,
      () => Nothing,
    ),
  {
    loading: Nothing,
  },
)

/** Where help lines are shown, above what is being written; nothing as long as nothing asks for them. */
export function CareSpot() {
  const { session } = useConversation()
  const read = () => careSignal.read()[session.id] ?? 0
  const times = useSyncExternalStore(careSignal.subscribe, read, () => 0)
  return times > 0 ? <CareCard times={times} /> : null
}
