'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { goToMessage } from '../chat/find/go-to-message'
import { isOutOfReach } from '../shell/offline'
import { type Entry, entriesFor } from './entry'
import { FilterChips } from './filter-chips'
import { hitGroups } from './hit-entries'
import { PaletteField } from './palette-field'
import { PaletteStatus } from './palette-status'
import { useCommands } from './use-commands'
import { useSearch } from './use-search'

/** What is typed is looked for in titles and messages, and among the things the palette can do. */
export function PaletteSearch({ onRun, onModels }: { onRun: (entry: Entry) => void; onModels: () => void }) {
  const router = useRouter()
  const field = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const isSearch = query.trim() !== ''
  const found = useSearch(query)
  const commands = useCommands(onModels).map(({ label, entries }) => ({
    label,
    entries: entriesFor(entries, query),
  }))
  const hits = hitGroups(found, (id, messageId) => {
    const path = `/chat/${id}`
    if (messageId) goToMessage(router, id, messageId)
    else if (!isOutOfReach(path)) router.push(path)
  })
  const groups = isSearch ? [...commands, ...hits] : [...hits, ...commands]

  function add(filter: string) {
    setQuery(
      (now) =>
        `${now}${now === '' || now.endsWith(' ') ? '' : ' '}${filter}${filter.endsWith(':') ? '' : ' '}`,
    )
    field.current?.focus()
  }

  return (
    <PaletteField
      label="Search, go to, or do"
      value={query}
      onChange={setQuery}
      groups={groups}
      onRun={onRun}
      field={field}
      below={isSearch && <FilterChips query={query} onAdd={add} />}
      status={
        <PaletteStatus
          state={found.state}
          error={found.error}
          hint={isSearch ? found.hint : null}
          isEmpty={groups.every(({ entries }) => entries.length === 0)}
          isSearch={isSearch}
          onRetry={found.retry}
        />
      }
    />
  )
}
