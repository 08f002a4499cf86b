'use client'

import { Search, X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { SEARCH_MAX_CHARS } from '@/lib/search/limits'
import type { Entry, Group } from './entry'
import { EntryList, optionId } from './entry-list'

const PAGE_ROWS = 6

type PaletteFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  groups: readonly Group[]
  onRun: (entry: Entry) => void
  /** Backspace in the empty field. */
  onBack?: () => void
  field?: RefObject<HTMLInputElement | null>
  /** Between the field and the list. */
  below?: ReactNode
  /** After the list. */
  status?: ReactNode
}

/** A field and the list it points into: the arrow keys move, Enter chooses. */
export function PaletteField(props: PaletteFieldProps) {
  const { label, value, onChange, onRun, onBack, below, status } = props
  const own = useRef<HTMLInputElement>(null)
  const field = props.field ?? own
  const groups = props.groups.filter(({ entries }) => entries.length > 0)
  const entries = groups.flatMap((group) => group.entries)
  const listId = useId()
  const [pointed, setPointed] = useState<{ id: string; value: string } | null>(null)
  // New words point at the first entry again; what comes in later does not move the mark.
  const at = pointed?.value === value ? entries.findIndex(({ id }) => id === pointed.id) : -1
  const active = entries[Math.max(0, at)]
  const point = (id: string) => setPointed({ id, value })
  /** The words for which Enter was pressed before there were results. */
  const awaited = useRef<string | null>(null)

  useEffect(() => field.current?.focus(), [field])
  useEffect(() => {
    const isFound = active && !active.isOutdated
    if (awaited.current === value && !isFound) return
    if (awaited.current === value && active) onRun(active)
    awaited.current = null
  })

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const from = Math.max(0, at)
    const moves: Record<string, number> = {
      ArrowDown: (from + 1) % entries.length,
      ArrowUp: (from - 1 + entries.length) % entries.length,
      PageDown: Math.min(entries.length - 1, from + PAGE_ROWS),
      PageUp: Math.max(0, from - PAGE_ROWS),
    }
    const target = entries[moves[event.key] ?? -1]
    if (event.key === 'Enter') {
      event.preventDefault()
      if (active && !active.isOutdated) onRun(active)
      else awaited.current = value
    } else if (target) {
      event.preventDefault()
      point(target.id)
    } else if (event.key === 'Backspace' && value === '') onBack?.()
  }

  return (
    <>
      <div className="flex shrink-0 items-center gap-2.5 border-b ps-4 pe-2">
        <Search aria-hidden className="size-4.5 shrink-0 text-ink-muted" />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded={entries.length > 0}
          aria-controls={listId}
          aria-activedescendant={active && optionId(listId, active.id)}
          aria-autocomplete="list"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={SEARCH_MAX_CHARS}
          placeholder={label}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={press}
          className="h-13 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
        <Radix.Close asChild>
          <IconButton label="Close" size="lg">
            <X />
          </IconButton>
        </Radix.Close>
      </div>
      {below}
      <EntryList id={listId} groups={groups} activeId={active?.id} onActive={point} onRun={onRun} />
      {status}
    </>
  )
}
