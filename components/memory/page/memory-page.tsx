'use client'

import { Plus } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Input } from '@/components/ui/form/input'
import { later } from '@/components/ui/later'
import { Notice } from '@/components/ui/notice'
import type { MemoryDto, MemoryView } from '@/lib/memory/schema'
import { useMemories } from '../memories'
import { plural } from '../words'
import { MemoryFiles } from './memory-files'
import { MemoryRow } from './memory-row'
import { MemorySettings } from './memory-settings'
import { Proposals } from './proposals'
import { WhenOff } from './when-off'

const MemoryEditor = later(() => import('./memory-editor').then((module) => module.MemoryEditor))

/** What Numina remembers of the person, for them to see, change and have forgotten. */
export function MemoryPage({
  view,
  locale,
  timeZone,
}: {
  view: MemoryView
  locale: string
  timeZone: string
}) {
  const [state, setState] = useState(view.state)
  const [query, setQuery] = useState('')
  const [edited, setEdited] = useState<MemoryDto | 'new' | null>(null)
  const q = useDeferredValue(query.trim())
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useMemories(q, view)
  const pages = data?.pages ?? []
  const [first] = pages
  const memories = pages.flatMap((page) => page.memories)
  const total = first?.total ?? view.total
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone })
  const day = (iso: string) => format.format(new Date(iso))
  const isOn = state.mode !== 'off'

  return (
    <>
      <header className="flex flex-wrap items-center gap-x-2 gap-y-3">
        <h1 className="me-auto font-medium text-2xl tracking-tight">Memory</h1>
        {isOn && (
          <Button variant="primary" onClick={() => setEdited('new')}>
            <Plus aria-hidden className="size-4" />
            Add a memory
          </Button>
        )}
        <MemoryFiles total={total} canImport={isOn} />
      </header>
      {isOn ? (
        <MemorySettings state={state} onChange={setState} />
      ) : (
        <WhenOff total={total} onChange={setState} />
      )}
      {state.isPaused && isOn && (
        <Notice>Memory is paused: nothing new is remembered, and answers do not use what is here.</Notice>
      )}
      <Proposals proposed={first?.proposed ?? view.proposed} />
      {(isOn || total > 0) && (
        <section aria-labelledby="remembered" className="flex flex-col gap-4">
          <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
            <h2 id="remembered" className="me-auto font-medium text-base">
              What Numina remembers
            </h2>
            <p role="status" className="text-ink-muted text-xs tabular-nums">
              {q === '' ? plural(total, 'memory', 'memories') : `${first?.found ?? 0} of ${total}`}
            </p>
          </div>
          {total > 0 && (
            <Input
              type="search"
              aria-label="Search memories"
              placeholder="Search"
              value={query}
              maxLength={200}
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
          )}
          {error && !data ? (
            <ErrorState
              title="What is remembered could not be read"
              action={<Button onClick={() => void refetch()}>Try again</Button>}
            >
              {error.message}
            </ErrorState>
          ) : memories.length === 0 ? (
            <p className="rounded-card border border-dashed px-5 py-8 text-center text-ink-muted">
              {q === ''
                ? 'Nothing yet. Tell Numina something about yourself in a conversation, or add it here.'
                : 'Nothing here has these words.'}
            </p>
          ) : (
            <ul aria-labelledby="remembered" className="flex flex-col divide-y rounded-card border">
              {memories.map((memory) => (
                <MemoryRow
                  key={memory.id}
                  memory={memory}
                  places={view}
                  day={day}
                  onEdit={() => setEdited(memory)}
                />
              ))}
            </ul>
          )}
          {hasNextPage && (
            <Button className="self-center" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              Show more
            </Button>
          )}
        </section>
      )}
      {edited && (
        <MemoryEditor
          key={edited === 'new' ? 'new' : edited.id}
          memory={edited === 'new' ? null : edited}
          places={view}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  )
}
