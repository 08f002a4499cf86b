'use client'

import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { later } from '@/components/ui/later'
import { Popover } from '@/components/ui/overlay/popover'
import { toast } from '@/components/ui/overlay/toast-store'
import { chooseModel } from '@/lib/chat/actions'
import { refreshContext } from '../context/refresh-context'
import type { ConversationSession } from '../session/conversation-session'
import { useSessionState } from '../session/sessions'
import { useConversation } from './context'
import { modelName, useModels } from './models'
import { useCurrentModel } from './use-current-model'

const ModelChoice = later(() => import('./model-choice').then((module) => module.ModelChoice))

/** Which model answers in this conversation. */
export function ModelPicker() {
  const { session } = useConversation()
  const [open, setOpen] = useState(false)
  const phase = useSessionState(session, (state) => state.phase)
  const { models, state } = useModels()
  const current = useCurrentModel(session)
  const label = current ? (models.find(({ id }) => id === current)?.label ?? modelName(current)) : null
  if (phase === 'gone' || phase === 'failed') return null

  return (
    <Popover
      label="Models"
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="w-88 overflow-hidden p-0"
      trigger={
        <Button
          variant="ghost"
          size="sm"
          aria-label={`Model: ${label ?? 'none'}`}
          className="max-w-[min(13rem,50vw)] text-ink-muted"
        >
          <span className="truncate">{label ?? (state === 'loading' ? 'Model' : 'No model')}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0" />
        </Button>
      }
    >
      {models.length === 0 ? (
        <p className="px-3.5 py-3 text-ink-muted">
          {state === 'loading'
            ? 'Looking for models'
            : 'No model can be reached right now. One can be connected in the settings, under Models.'}
        </p>
      ) : (
        <ModelChoice
          models={models}
          current={current}
          mayCompare={!session.isTemporary}
          onPick={(model) => {
            setOpen(false)
            void choose(session, model)
          }}
          onSecond={(second) => {
            setOpen(false)
            session.store.patch({ second })
          }}
        />
      )}
    </Popover>
  )
}

/** A conversation that does not exist yet, or never will, takes its model along with what it sends. */
export async function choose(session: ConversationSession, model: string): Promise<void> {
  const before = session.state.model
  session.store.patch({ model })
  if (session.state.phase !== 'ready' || session.isTemporary) return
  const result = await callAction(() => chooseModel({ id: session.id, model }))
  if (result.ok) return refreshContext(session.id)
  session.store.patch({ model: before })
  toast({ title: result.error.message, tone: 'danger' })
}
