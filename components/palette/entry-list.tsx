import { useEffect, useRef } from 'react'
import type { Entry, Group } from './entry'
import { EntryRow } from './entry-row'

/** The listbox of the palette: the field above keeps the focus and points into it. */
export function EntryList({
  id,
  groups,
  activeId,
  onActive,
  onRun,
}: {
  id: string
  groups: readonly Group[]
  activeId: string | undefined
  onActive: (id: string) => void
  onRun: (entry: Entry) => void
}) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (activeId) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  if (groups.length === 0) return null
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Results"
      className="min-h-0 flex-1 scroll-py-8 overflow-y-auto overscroll-contain px-2 pb-2"
    >
      {groups.map(({ label, entries }) => (
        // biome-ignore lint/a11y/useSemanticElements: groups of a listbox are no field sets.
        <div key={label} role="group" aria-label={label}>
          <div aria-hidden className="px-2.5 pt-3 pb-1 font-medium text-ink-muted text-xs">
            {label}
          </div>
          {entries.map((entry) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the field, which keeps the focus.
            // biome-ignore lint/a11y/useFocusableInteractive: options are pointed at by aria-activedescendant, not focused.
            <div
              key={entry.id}
              id={optionId(id, entry.id)}
              role="option"
              aria-selected={entry.id === activeId}
              onPointerMove={() => onActive(entry.id)}
              onClick={() => onRun(entry)}
              className="flex min-h-9 cursor-default items-center gap-3 rounded-md px-2.5 py-1.5 aria-selected:bg-ink/6 pointer-coarse:min-h-11"
            >
              <EntryRow entry={entry} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

export function optionId(listId: string, entryId: string): string {
  return `${listId}-${entryId}`
}
