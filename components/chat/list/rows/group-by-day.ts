import type { ConversationDto } from '@/lib/chat/schema'

export type DayGroup = { label: string; conversations: ConversationDto[] }

/**
 * Puts conversations, newest first, under the days they were last used: today, yesterday, this week, this month, then by month.
 *
 * @param timeZone IANA zone of the person, whose days they are
 */
export function groupByDay(
  conversations: readonly ConversationDto[],
  now: Date,
  timeZone: string,
  locale = 'en',
): DayGroup[] {
  const dayOf = dayNumber(timeZone)
  const today = dayOf(now)
  const month = new Intl.DateTimeFormat(locale, { timeZone, month: 'long', year: 'numeric' })
  const groups: DayGroup[] = []
  for (const conversation of conversations) {
    const at = new Date(conversation.lastMessageAt)
    const label = labelFor(today - dayOf(at)) ?? month.format(at)
    const last = groups.at(-1)
    if (last?.label === label) last.conversations.push(conversation)
    else groups.push({ label, conversations: [conversation] })
  }
  return groups
}

/** A clock that is a little behind may put a conversation into tomorrow; it is today's. */
function labelFor(daysAgo: number): string | null {
  if (daysAgo <= 0) return 'Today'
  if (daysAgo === 1) return 'Yesterday'
  if (daysAgo <= 7) return 'Previous 7 days'
  return daysAgo <= 30 ? 'Previous 30 days' : null
}

/** @returns a function that counts the calendar days of a zone, whatever the lengths of its days */
function dayNumber(timeZone: string): (at: Date) => number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  })
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    return Date.UTC(parts.get('year') ?? 0, (parts.get('month') ?? 1) - 1, parts.get('day')) / 86_400_000
  }
}
