'use client'

import { Brain, Check, Image as ImageIcon, Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { filterOptions } from '@/components/ui/form/filter-options'
import type { ModelDto } from '@/lib/models/schema'
import { modelFacts } from './format'

/** With fewer models than this nobody needs to search; typing still does. */
const MANY = 8

type ModelListProps = { models: readonly ModelDto[]; value: string | null; onPick: (id: string) => void }

/** Models by provider, with what one compares them by. The search field keeps the focus; the arrow keys move through the list. */
export function ModelList({ models, value, onPick }: ModelListProps) {
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(value)
  const shown = search(models, query)
  const at = Math.max(
    0,
    shown.findIndex(({ id }) => id === active),
  )
  const groups = [...Map.groupBy(shown, ({ provider }) => provider).values()]

  useEffect(() => {
    field.current?.focus()
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'center' })
  }, [])

  function moveTo(index: number) {
    const target = shown[Math.min(shown.length - 1, Math.max(0, index))]
    if (!target) return
    setActive(target.id)
    list.current?.querySelector(`[data-id="${CSS.escape(target.id)}"]`)?.scrollIntoView({ block: 'nearest' })
  }

  function press(event: KeyboardEvent) {
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 8,
      PageUp: at - 8,
    }
    const target = moves[event.key]
    if (target !== undefined) {
      event.preventDefault()
      moveTo(target)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const picked = shown[at]
      if (picked) onPick(picked.id)
    }
  }

  return (
    <>
      <div
        className={cn(
          'flex items-center gap-2 border-b px-3',
          models.length <= MANY && query === '' && 'sr-only',
        )}
      >
        <Search aria-hidden className="size-4 shrink-0 text-ink-muted" />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label="Search models"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={shown[at] && `${listId}-${at}`}
          autoComplete="off"
          spellCheck={false}
          placeholder="Search models"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setActive(null)
          }}
          onKeyDown={press}
          className="h-11 min-w-0 flex-1 bg-transparent text-base outline-none md:h-10 md:text-sm"
        />
      </div>
      <div ref={list} id={listId} role="listbox" aria-label="Models" className="max-h-80 overflow-y-auto p-1">
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox.
          <div key={group[0]?.provider} role="group" aria-label={group[0]?.providerName}>
            <p aria-hidden className="px-2.5 pt-2 pb-1 text-ink-muted text-xs">
              {group[0]?.providerName}
            </p>
            {group.map((model) => (
              <Row
                key={model.id}
                id={`${listId}-${shown.indexOf(model)}`}
                model={model}
                isChosen={model.id === value}
                isActive={shown[at] === model}
                onActive={() => setActive(model.id)}
                onPick={() => onPick(model.id)}
              />
            ))}
          </div>
        ))}
      </div>
      <p role="status" className={cn('px-3.5 pb-3 text-ink-muted', shown.length > 0 && 'sr-only')}>
        {shown.length === 0 ? 'Nothing found. Try another word.' : `${shown.length} found`}
      </p>
    </>
  )
}

type RowProps = {
  id: string
  model: ModelDto
  isChosen: boolean
  isActive: boolean
  onActive: () => void
  onPick: () => void
}

function Row({ id, model, isChosen, isActive, onActive, onPick }: RowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the search field, which keeps the focus.
    // biome-ignore lint/a11y/useFocusableInteractive: options are pointed at by aria-activedescendant, not focused.
    <div
      id={id}
      data-id={model.id}
      role="option"
      aria-selected={isChosen}
      data-active={isActive || undefined}
      onPointerMove={onActive}
      onClick={onPick}
      className="flex min-h-11 cursor-default items-center gap-3 rounded-md px-2.5 py-1.5 data-active:bg-ink/6"
    >
      <span className="min-w-0 flex-1">
        <span className={cn('flex items-center gap-1.5', isChosen && 'font-medium')}>
          <span className="min-w-0 truncate">{model.label}</span>
          {model.reasons && <Brain aria-label="Thinks first" className="size-3.5 shrink-0 text-ink-muted" />}
          {model.seesImages && (
            <ImageIcon aria-label="Sees pictures" className="size-3.5 shrink-0 text-ink-muted" />
          )}
        </span>
        <span className="block truncate text-ink-muted text-xs tabular-nums">{modelFacts(model)}</span>
      </span>
      {isChosen && <Check aria-hidden className="size-4 shrink-0 text-accent" />}
    </div>
  )
}

/** The models whose names, ids or providers hold every word, in the order of their providers. */
function search(models: readonly ModelDto[], query: string): readonly ModelDto[] {
  if (query.trim() === '') return models
  const options = models.map(({ id, label, providerName }) => ({
    value: id,
    label: `${label} ${providerName}`,
  }))
  const found = new Set(filterOptions(options, query).map((option) => option.value))
  return models.filter(({ id }) => found.has(id))
}
