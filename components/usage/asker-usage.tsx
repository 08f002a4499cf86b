'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { later } from '@/components/ui/later'
import type { Caps, KeyUsage, MemberUsage, TeamUsage, UsageTotals } from '@/lib/usage/schema'
import { sayCost, sayNumber } from './words'

const MemberCaps = later(() => import('./member-caps').then((module) => module.default))

const FIGURES = ['Messages', 'Tokens in', 'Tokens out', 'Cost']
const figuresOf = ({ messages, input, output, cost }: UsageTotals, locale: string) => [
  ...[messages, input, output].map((value) => sayNumber(value, locale)),
  sayCost(cost),
]

/** What each member took: everybody's for those who manage the team, else one's own beside the sum of all. */
export function TeamUsageTable({ team, locale }: { team: TeamUsage; locale: string }) {
  const [limited, setLimited] = useState<MemberUsage | null>(null)
  const { isManager, members, total } = team
  const names = new Map<string, number>()
  // A row is known by its name: two of one name are told apart.
  const nameOf = ({ name }: MemberUsage) => {
    const nth = (names.get(name) ?? 0) + 1
    names.set(name, nth)
    return nth === 1 ? name : `${name} (${nth})`
  }
  return (
    <>
      <DataTable
        caption="Usage by member"
        columns={['Member', ...FIGURES, ...(isManager ? ['Limit'] : [])]}
        isFigures
        className="rounded-card"
        rows={[
          ...members.map((member): [string, ...React.ReactNode[]] => [
            nameOf(member),
            ...figuresOf(member, locale),
            ...(isManager ? [<Limit key="limit" member={member} locale={locale} onOpen={setLimited} />] : []),
          ]),
          ['All together', ...figuresOf(total, locale), ...(isManager ? [''] : [])],
        ]}
      />
      {limited?.id && (
        <MemberCaps
          member={{ id: limited.id, name: limited.name, limit: limited.limit }}
          onClose={() => setLimited(null)}
        />
      )}
    </>
  )
}

function Limit({
  member,
  locale,
  onOpen,
}: {
  member: MemberUsage
  locale: string
  onOpen: (member: MemberUsage) => void
}) {
  const words = limitWords(member.limit, locale)
  if (!member.mayLimit) return words
  return (
    <Button size="sm" variant="ghost" aria-label={`Limit ${member.name}`} onClick={() => onOpen(member)}>
      {words ?? 'Set a limit'}
    </Button>
  )
}

function limitWords(limit: Caps | null, locale: string): string | null {
  const parts = (['day', 'month'] as const).flatMap((which) =>
    limit?.[which] == null ? [] : [`${sayNumber(limit[which], locale)} a ${which}`],
  )
  return parts.length > 0 ? parts.join(', ') : null
}

/** What programs took with each key of the API. */
export function KeyUsageTable({ keys, locale }: { keys: readonly KeyUsage[]; locale: string }) {
  const isOfSeveral = keys.some(({ owner }) => owner !== null)
  return (
    <DataTable
      caption="Usage by key"
      columns={['Key', ...(isOfSeveral ? ['Of'] : []), ...FIGURES]}
      isFigures
      className="rounded-card"
      rows={keys.map((key, at) => [
        keys.findIndex(({ name }) => name === key.name) === at ? key.name : `${key.name} (${at + 1})`,
        ...(isOfSeveral ? [key.owner] : []),
        ...figuresOf(key, locale),
      ])}
    />
  )
}
