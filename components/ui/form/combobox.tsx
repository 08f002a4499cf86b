'use client'

import { Check, ChevronDown, Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { cn } from '../cn'
import { Popover } from '../overlay/popover'
import { useFieldControl } from './field'
import { filterOptions } from './filter-options'
import { controlStyles } from './input'
import type { Option } from './option'

type ComboboxProps = {
  value: string
  /** What the closed control shows for `value`. */
  valueLabel: string
  /** Called when the list opens, so that a long one costs nothing before, and whenever it is another function. */
  readOptions: () => readonly Option[]
  onChange: (value: string) => void
  placeholder: string
}

/** One of many, found by typing. Needs a `Field` around it for its name. */
export function Combobox({ value, valueLabel, readOptions, onChange, placeholder }: ComboboxProps) {
  const [open, setOpen] = useState(false)
  const { id, name: _, ...control } = useFieldControl()
  return (
    <Popover
      label={placeholder}
      open={open}
      onOpenChange={setOpen}
      className="w-(--radix-popover-trigger-width) min-w-64 overflow-hidden p-0"
      trigger={
        <button
          type="button"
          {...control}
          id={id}
          aria-labelledby={`${id}-label ${id}`}
          className={cn(controlStyles, 'flex h-11 items-center justify-between gap-2 text-start md:h-10')}
        >
          <span className="truncate">{valueLabel}</span>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-muted" />
        </button>
      }
    >
      <SearchList
        value={value}
        readOptions={readOptions}
        placeholder={placeholder}
        onPick={(picked) => {
          setOpen(false)
          if (picked !== value) onChange(picked)
        }}
      />
    </Popover>
  )
}

type SearchListProps = Pick<ComboboxProps, 'value' | 'readOptions' | 'placeholder'> & {
  onPick: (value: string) => void
}

/** The search field keeps the focus; the arrow keys move through the list below it. */
function SearchList({ value, readOptions, placeholder, onPick }: SearchListProps) {
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  // What becomes available while the list is open is in it.
  const all = useMemo(readOptions, [readOptions])
  const shown = filterOptions(all, query)
  const [active, setActive] = useState(value)
  const at = Math.max(
    0,
    shown.findIndex((option) => option.value === active),
  )

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'center' })
  }, [])

  function moveTo(index: number) {
    const target = shown[Math.min(shown.length - 1, Math.max(0, index))]
    if (!target) return
    setActive(target.value)
    list.current
      ?.querySelector(`[data-value="${CSS.escape(target.value)}"]`)
      ?.scrollIntoView({ block: 'nearest' })
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
      if (picked) onPick(picked.value)
    }
  }

  return (
    <>
      <div className="flex items-center gap-2 border-b px-3">
        <Search aria-hidden className="size-4 shrink-0 text-ink-muted" />
        <input
          type="text"
          role="combobox"
          aria-label={placeholder}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={shown[at] && `${listId}-${at}`}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={press}
          className="h-11 min-w-0 flex-1 bg-transparent text-base outline-none md:h-10 md:text-sm"
        />
      </div>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={placeholder}
        className="max-h-64 overflow-y-auto p-1"
      >
        {shown.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the search field, which keeps the focus.
          // biome-ignore lint/a11y/useFocusableInteractive: options are pointed at by aria-activedescendant, not focused.
          <div
            key={option.value}
            id={`${listId}-${index}`}
            data-value={option.value}
            role="option"
            aria-selected={option.value === value}
            data-active={index === at || undefined}
            onPointerMove={() => setActive(option.value)}
            onClick={() => onPick(option.value)}
            className="flex min-h-9 items-center gap-2 rounded-md px-2.5 py-1.5 data-active:bg-ink/6 aria-selected:font-medium pointer-coarse:min-h-11"
          >
            {option.label}
            {option.value === value && <Check aria-hidden className="ms-auto size-4 shrink-0 text-accent" />}
          </div>
        ))}
      </div>
      <p role="status" className={cn('px-3.5 pb-3 text-ink-muted', shown.length > 0 && 'sr-only')}>
        {shown.length === 0 ? 'Nothing found. Try another word.' : `${shown.length} found`}
      </p>
    </>
  )
}
