'use client'

import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import { Nothing, orNothing } from '@/components/ui/or-nothing'
import { useConversation } from '../conversation/context'
import { careSignal } from './care-signal'

// The conversation goes on also when the card cannot be loaded: the answer names help, too.
const CareCard = dynamic(() => orNothing(import('./care-card').then((module) => module.CareCard)), {
  loading: Nothing,
})

/** Where help lines are shown, above what is being written; nothing as long as nothing asks for them. */
export function CareSpot() {
  const { session } = useConversation()
  const read = () => careSignal.read()[session.id] ?? 0
  const times = useSyncExternalStore(careSignal.subscribe, read, () => 0)
  return times > 0 ? <CareCard times={times} /> : null
}
