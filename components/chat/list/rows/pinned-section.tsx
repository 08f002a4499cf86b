'use client'

import type { ConversationPage } from '@/lib/chat/schema'
import { More } from './more'
import { usePlace } from './place-list'
import { Rows } from './rows'
import { Section } from './section'

/** What is pinned, when something is. */
export function PinnedSection({ initial }: { initial: ConversationPage | undefined }) {
  const { conversations, query } = usePlace('pinned', initial)
  if (conversations.length === 0) return null
  return (
    <Section title="Pinned" place="pinned">
      <Rows conversations={conversations} />
      <More paging={query} />
    </Section>
  )
}
