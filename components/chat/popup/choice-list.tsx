'use client'

import {
  isValidElement,
  type KeyboardEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import { cn } from '@/components/ui/cn'
import { Spinner } from '@/components/ui/spinner'
import { type Choice, narrow, type Offer } from './choice'

const LIST_ID = 'composer-choices'

/** @returns whether the key was for the list */
export type ListHandle = { press(event: KeyboardEvent): boolean }

type ChoiceListProps = {
  handle: Ref<ListHandle>
  offer: Offer
  query: string
  onPick: (choice: Choice) => void
  onClose: () => void
  /** Which option the keys are at, for the field's aria-activedescendant. */
  onActive: (optionId: string | null) => void
}

/** The list over the message field, which keeps the focus: its keys move through the list. */
export function ChoiceList({ handle, offer, query, onPick, onClose, onActive }: ChoiceListProps) {
  const list = useRef<HTMLDivElement>(null)
  const shown = narrow(offer.choices, query)
  const [activeId, setActiveId] = useState<string | null>(null)
  const at = Math.max(
    0,
    shown.findIndex(({ id }) => id === activeId),
  )
  const active = shown[at]
  const optionId = active ? `${LIST_ID}-${active.id}` : null

  useEffect(() => onActive(optionId), [optionId, onActive])
  useEffect(() => {
    if (optionId) document.getElementById(optionId)?.scrollIntoView({ block: 'nearest' })
  }, [optionId])

  useImperativeHandle(handle, () => ({
    press(event) {
      if (event.nativeEvent.isComposing || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey)
        return false
      const moves: Record<string, number> = {
        ArrowDown: at + 1,
        ArrowUp: at - 1,
        PageDown: at + 6,
        PageUp: at - 6,
      }
      const move = moves[event.key]
      if (move !== undefined && shown.length > 0) {
        const wraps = event.key.startsWith('Arrow')
        const to = wraps
          ? (move + shown.length) % shown.length
          : Math.min(shown.length - 1, Math.max(0, move))
        setActiveId(shown[to]?.id ?? null)
      } else if (event.key === 'Enter' || event.key === 'Tab') {
        // What is typed quickly waits for the list instead of being sent.
        if (!active && (offer.state !== 'loading' || event.key === 'Tab')) return false
        if (active) onPick(active)
      } else if (event.key === 'Escape') onClose()
      else return false
      event.preventDefault()
      return true
    },
  }))

  const groups = [...Map.groupBy(shown, ({ group }) => group)]
  return (
    <div className="absolute inset-x-0 bottom-full z-20 mb-2 animate-fade-in overflow-hidden rounded-card border border-line bg-surface-raised text-sm shadow-float">
      <div
        ref={list}
        id={LIST_ID}
        role="listbox"
        aria-label={offer.label}
        className={cn(
          'max-h-[min(22rem,40dvh)] overflow-y-auto overscroll-contain p-1',
          shown.length === 0 && 'hidden',
        )}
      >
        {groups.map(([group, choices]) => (
          // biome-ignore lint/a11y/useSemanticElements: a listbox holds groups of options, not fieldsets.
          <div key={group} role="group" aria-label={group}>
            <div aria-hidden className="px-2.5 pt-2 pb-1 text-ink-muted text-xs">
              {group}
            </div>
            {choices.map((choice) => (
              <Option
                key={choice.id}
                choice={choice}
                isActive={choice === active}
                onPoint={() => setActiveId(choice.id)}
                onPick={() => onPick(choice)}
              />
            ))}
          </div>
        ))}
      </div>
      <p
        role="status"
        className={cn('flex items-center gap-2 px-3.5 py-3 text-ink-muted', shown.length > 0 && 'sr-only')}
      >
        {offer.state === 'loading' && shown.length === 0 && <Spinner />}
        {wordsOf(offer, shown.length)}
      </p>
    </div>
  )
}

function wordsOf({ state, none, label }: Offer, count: number): string {
  if (count > 0) return `${label}: ${count}`
  if (state === 'loading') return 'One moment'
  if (state === 'failed') return 'Numina could not be reached. Try again in a moment.'
  return none
}

function Option({
  choice: { id, label, hint, icon: Icon },
  isActive,
  onPoint,
  onPick,
}: {
  choice: Choice
  isActive: boolean
  onPoint: () => void
  onPick: () => void
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the message field, which keeps the focus.
    // biome-ignore lint/a11y/useFocusableInteractive: options are pointed at by aria-activedescendant, not focused.
    <div
      id={`${LIST_ID}-${id}`}
      role="option"
      aria-selected={isActive}
      onPointerMove={onPoint}
      // The focus, and with it a phone's keyboard, stays with the field.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-control px-2.5 py-1.5 aria-selected:bg-ink/6 pointer-coarse:min-h-11"
    >
      {isValidElement(Icon) ? Icon : <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />}
      <span dir="auto" className="max-w-[65%] shrink-0 truncate">
        {label}
      </span>
      {hint && (
        <span dir="auto" className="ms-auto min-w-0 truncate text-ink-muted text-xs">
          {hint}
        </span>
      )}
    </div>
  )
}
