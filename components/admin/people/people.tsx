'use client'

import { useEffect, useRef, useState } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { Input } from '@/components/ui/form/input'
import { Segmented } from '@/components/ui/form/segmented'
import { listPeople } from '@/lib/people/actions'
import type { PeopleFilter } from '@/lib/people/limits'
import type { PeoplePage, PersonDto } from '@/lib/people/schema'
import { PagedList } from '../paged-list'
import { usePages } from '../use-pages'
import { PersonRow } from './person-row'

const FILTERS: { value: PeopleFilter; label: string }[] = [
  { value: 'all', label: 'Everybody' },
  { value: 'managing', label: 'Who manages' },
  { value: 'suspended', label: 'Suspended' },
]
/** A word is typed before it is looked for. */
const PAUSE_MS = 250

type Question = { words: string; filter: PeopleFilter }
const ALL: Question = { words: '', filter: 'all' }

const pageOf = ({ people, nextCursor }: PeoplePage) => ({ items: people, nextCursor })

async function read(question: Question, cursor: string | undefined) {
  const result = await listPeople({ ...question, cursor })
  return result.ok ? { ...result, data: pageOf(result.data) } : result
}

/** Everybody with an account here: found, suspended and let back in, given roles. */
export function People({ first, timeZone, locale }: { first: PeoplePage; timeZone: string; locale: string }) {
  const list = usePages<Question, PersonDto>(pageOf(first), ALL, read)
  const { asked, ask } = list
  const [words, setWords] = useState('')
  const search = useRef(ask)
  useEffect(() => {
    search.current = ask
  })
  useEffect(() => {
    if (words === asked.words) return
    const timer = setTimeout(() => void search.current({ ...asked, words }), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [words, asked])

  return (
    <div className="flex flex-col gap-4">
      <Input
        type="search"
        aria-label="Search by name or e-mail"
        placeholder="Search by name or e-mail"
        value={words}
        maxLength={200}
        onChange={(event) => setWords(event.target.value)}
      />
      <Segmented
        legend="Show"
        name="filter"
        options={FILTERS}
        value={asked.filter}
        onChange={(filter) => void ask({ words, filter })}
      />
      <PagedList
        label="People"
        list={list}
        empty={<EmptyState title={emptyWords(asked)} />}
        row={(person) => (
          <PersonRow
            key={person.id}
            person={person}
            timeZone={timeZone}
            locale={locale}
            onChange={(changed) => list.change(person.id, changed)}
          />
        )}
      />
    </div>
  )
}

function emptyWords({ words, filter }: Question): string {
  if (words) return 'Nobody here has this name or address.'
  return filter === 'suspended' ? 'Nobody is suspended.' : 'Nobody is here yet.'
}
