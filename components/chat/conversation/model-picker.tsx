'use client'

import { ChevronDown, Columns2 } from 'lucide-react'
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

const ModelList = later(() => import('@/components/models/model-list').then((module) => module.ModelList))

/** Which model answers in this conversation. */
export function ModelPicker() {
  const { session } = useConversation()
  const [open, setOpen] = useState(false)
  /** The list is for the model that is asked beside the first. */
  const [forSecond, setForSecond] = useState(false)
  const phase = useSessionState(session, (state) => state.phase)
  const { models, state } = useModels()
  const current = useCurrentModel(session)
  const label = current ? (models.find(({ id }) => id === current)?.label ?? modelName(current)) : null
  if (phase === 'gone' || phase === 'failed') return null
  const others = models.filter(({ id }) => id !== current)

  function pick(model: string) {
    setOpen(false)
    if (forSecond) session.store.patch({ second: model })
    else void choose(session, model)
  }

  return (
    <Popover
      label="Models"
      align="end"
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setForSecond(false)
      }}
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
        <>
          <ModelList
            key={String(forSecond)}
            models={forSecond ? others : models}
            value={forSecond ? null : current}
            onPick={pick}
          />
          {!forSecond && others.length > 0 && !session.isTemporary && (
            <div className="border-t p-1">
              <Button
                variant="ghost"
                size="sm"
                className="h-9 w-full justify-start px-2.5 font-normal"
                onClick={() => setForSecond(true)}
              >
                <Columns2 aria-hidden className="size-4 text-ink-muted" />
                Ask a second model, too
              </Button>
            </div>
          )}
        </>
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
