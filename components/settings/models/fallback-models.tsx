'use client'

import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useRef } from 'react'
import { ModelField } from '@/components/models/model-field'
import { IconButton } from '@/components/ui/icon-button'
import { MOST_FALLBACKS } from '@/lib/models/limits'
import type { ModelDto } from '@/lib/models/schema'
import { SaveStatus } from '../save-status'
import { usePersonal } from './personal-models'
import { SaveProblem } from './save-problem'

/** Who answers instead, in this order, when a model does not. */
export function FallbackModels({ models, initial }: { models: readonly ModelDto[]; initial: string[] }) {
  const { value, state, choose, flush } = usePersonal('fallbackModels', initial)
  const list = useRef<HTMLOListElement>(null)
  const chosen = value ?? []

  function move(from: number, to: number) {
    const id = chosen[from]
    if (!id) return
    const rest = chosen.filter((_, i) => i !== from)
    choose([...rest.slice(0, to), id, ...rest.slice(to)])
    // The button that was pressed moves along, and may be one that cannot be pressed now.
    requestAnimationFrame(() =>
      list.current?.children[to]?.querySelector<HTMLElement>('button:enabled')?.focus(),
    )
  }

  function remove(id: string) {
    choose(chosen.filter((other) => other !== id))
    requestAnimationFrame(() => document.getElementById('add-fallback')?.focus())
  }

  const left = models.filter(({ id }) => !chosen.includes(id))
  return (
    <>
      <p className="text-ink-muted">
        When a model fails before its first word, the next of these answers, and the reply says so.
      </p>
      {chosen.length > 0 && (
        <ol
          ref={list}
          aria-label="Models that step in"
          className="flex flex-col divide-y rounded-control border"
        >
          {chosen.map((id, i) => {
            const model = models.find((candidate) => candidate.id === id)
            const name = model?.label ?? id.slice(id.indexOf('/') + 1)
            return (
              <li key={id} className="flex min-h-12 items-center gap-1 ps-3.5 pe-1.5">
                <span className="w-5 shrink-0 text-ink-muted tabular-nums">{i + 1}</span>
                <span className="min-w-0 flex-1 truncate">
                  {name}
                  <span className="text-ink-muted"> · {model?.providerName ?? 'not connected'}</span>
                </span>
                <IconButton
                  label={`Move ${name} up`}
                  size="sm"
                  disabled={i === 0}
                  onClick={() => move(i, i - 1)}
                >
                  <ArrowUp />
                </IconButton>
                <IconButton
                  label={`Move ${name} down`}
                  size="sm"
                  disabled={i === chosen.length - 1}
                  onClick={() => move(i, i + 1)}
                >
                  <ArrowDown />
                </IconButton>
                <IconButton label={`Remove ${name}`} size="sm" onClick={() => remove(id)}>
                  <X />
                </IconButton>
              </li>
            )
          })}
        </ol>
      )}
      {chosen.length < MOST_FALLBACKS && (
        <ModelField
          name="add-fallback"
          label="Add a model"
          help={
            chosen.length === 0 ? 'Without one, a failed reply says what happened and waits for you.' : ''
          }
          aside={<SaveStatus state={state} onRetry={flush} />}
          models={left}
          value={null}
          none={left.length === 0 ? 'There is no other model' : 'Choose a model'}
          onChange={(id) => id && choose([...chosen, id])}
        />
      )}
      <SaveProblem state={state} />
    </>
  )
}
