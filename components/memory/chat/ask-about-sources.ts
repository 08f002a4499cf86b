'use client'

import { callAction } from '@/components/actions/call-action'
import { toast } from '@/components/ui/overlay/toast-store'
import { countFrom, forgetFrom } from '@/lib/memory/actions'
import { offerUndo, refreshMemories } from '../memories'
import { isMemoryOn } from '../use-memory-state'
import { plural } from '../words'

/** Long enough to think about it. */
const ASKED_MS = 30_000

/** After conversations were deleted: what is to become of the memories that came from them. Without an answer they stay. */
export async function askAboutSources(conversationIds: string[]): Promise<void> {
  if (!(await isMemoryOn())) return
  const counted = await callAction(() => countFrom({ conversationIds }))
  if (!counted.ok || counted.data.count === 0) return
  const { count } = counted.data
  const forget = async () => {
    const result = await callAction(() => forgetFrom({ conversationIds }))
    if (!result.ok) return toast({ title: result.error.message, tone: 'danger' })
    offerUndo(result.data.ids)
    await refreshMemories()
  }
  toast({
    title: `${plural(count, 'memory', 'memories')} from there ${count === 1 ? 'stays' : 'stay'}`,
    description: `Should ${count === 1 ? 'it' : 'they'} be forgotten, too?`,
    duration: ASKED_MS,
    action: { label: count === 1 ? 'Forget it' : 'Forget them', onSelect: () => void forget() },
  })
}
