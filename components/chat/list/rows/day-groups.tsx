'use client'

import { useMemo } from 'react'
import type { ConversationPage } from '@/lib/chat/schema'
import { groupByDay } from './group-by-day'
import { More } from './more'
import { usePlace } from './place-list'
import { Rows } from './rows'
import { Section } from './section'

/** What is neither pinned nor in a folder, by day. */
export function DayGroups({
  initial,
  timeZone,
  locale,
  isAlone,
}: {
  initial: ConversationPage | undefined
  timeZone: string
  locale: string
  /** There are no folders either. */
  isAlone: boolean
}) {
  const { conversations, query } = usePlace('recent', initial)
  const groups = useMemo(
    () => groupByDay(conversations, new Date(), timeZone, locale),
    [conversations, timeZone, locale],
  )
  if (conversations.length === 0 && !query.hasNextPage) {
    return (
      <p data-place="recent" className="px-2.5 py-1 text-ink-muted text-xs">
        {isAlone ? 'Your conversations will be here.' : 'Conversations outside of folders will be here.'}
      </p>
    )
  }
  return (
    <div data-place="recent" className="flex flex-1 flex-col gap-4">
      {groups.map(({ label, conversations }) => (
        <Section key={label} title={label}>
          <Rows conversations={conversations} />
        </Section>
      ))}
      <More paging={query} />
    </div>
  )
}
