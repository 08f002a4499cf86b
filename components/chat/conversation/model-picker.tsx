'use client'

import { ChevronDown } from 'lucide-react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
} from '@/components/ui/overlay/dropdown-menu'
import { toast } from '@/components/ui/overlay/toast-store'
import { chooseModel } from '@/lib/chat/actions'
import type { ConversationSession } from '../session/conversation-session'
import { useSessionState } from '../session/sessions'
import { CompareMenu } from '../thread/actions/compare-menu'
import { useConversation } from './context'
import { modelName, useModels } from './models'

/** Which model answers in this conversation. */
export function ModelPicker() {
  const { session } = useConversation()
  const phase = useSessionState(session, (state) => state.phase)
  const chosen = useSessionState(session, (state) => state.model)
  const { models, defaultId, state } = useModels()
  const current = chosen ?? defaultId
  const label = current ? (models.find(({ id }) => id === current)?.label ?? modelName(current)) : null
  if (phase === 'gone' || phase === 'failed') return null
  return (
    <DropdownMenu
      align="end"
      className="max-w-80"
      trigger={
        <Button
          variant="ghost"
          size="sm"
          aria-label={`Model: ${label ?? 'none'}`}
          className="max-w-52 text-ink-muted"
        >
          <span className="truncate">{label ?? (state === 'loading' ? 'Model' : 'No model')}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0" />
        </Button>
      }
    >
      {models.length === 0 ? (
        <MenuLabel>
          {state === 'loading'
            ? 'Looking for models'
            : 'No model can be reached right now. Whoever runs this Numina can connect one.'}
        </MenuLabel>
      ) : (
        <>
          <MenuRadioGroup value={current ?? ''} onValueChange={(model) => void choose(session, model)}>
            {models.map((model) => (
              <MenuRadioItem key={model.id} value={model.id}>
                <span className="min-w-0 truncate">{model.label}</span>
                <span className="ms-auto shrink-0 text-ink-muted text-xs tabular-nums">
                  {Math.round(model.contextWindow / 1000)}k tokens
                </span>
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
          <MenuSeparator />
          <CompareMenu
            label="Ask a second model, too"
            except={current ?? undefined}
            onChoose={(second) => session.store.patch({ second })}
          />
        </>
      )}
    </DropdownMenu>
  )
}

/** A conversation that does not exist yet takes its model along with its first message. */
export async function choose(session: ConversationSession, model: string): Promise<void> {
  const before = session.state.model
  session.store.patch({ model })
  if (session.state.phase !== 'ready') return
  const result = await callAction(() => chooseModel({ id: session.id, model }))
  if (result.ok) return
  session.store.patch({ model: before })
  toast({ title: result.error.message, tone: 'danger' })
}
