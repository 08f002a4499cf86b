'use client'

import { Columns2, X } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import { useConversation } from '../conversation/context'
import { modelName } from '../conversation/models'
import { useSessionState } from '../session/sessions'

/** The next question goes to two models: which the second is, and the way back. */
export function SecondModel() {
  const { session, focusComposer } = useConversation()
  const second = useSessionState(session, (state) => state.second)
  if (!second) return null
  return (
    <div role="status" className="mb-2 flex items-center gap-2 rounded-control bg-accent-soft ps-3.5 pe-1.5">
      <Columns2 aria-hidden className="size-4 shrink-0 text-accent" />
      <p className="my-2 min-w-0 flex-1 [overflow-wrap:anywhere]">
        Your next question goes to <strong className="font-medium">{modelName(second)}</strong>, too.
      </p>
      <IconButton
        label="Ask one model only"
        size="sm"
        onClick={() => {
          session.store.patch({ second: null })
          focusComposer()
        }}
      >
        <X />
      </IconButton>
    </div>
  )
}
