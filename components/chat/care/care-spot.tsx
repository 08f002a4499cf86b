'use client'

import { useSyncExternalStore } from 'react'
import { later } from '@/components/ui/later'
import { useConversation } from '../conversation/context'
import { careSignal } from './care-signal'

const CareCard = later(() => import('./care-card').then((module) => module.CareCard))

/** Where help lines are shown, above what is being written; nothing as long as nothing asks for them. */
export function CareSpot() {
  const { session } = useConversation()
  const read = () => careSignal.read()[session.id] ?? 0
  const times = useSyncExternalStore(careSignal.subscribe, read, () => 0)
  return times > 0 ? <CareCard times={times} /> : null
}
