'use client'

import { Segmented } from '@/components/ui/form/segmented'
import type { ExpiryDays } from '@/lib/shares/schema'

export type Choices = { showAuthor: boolean; expiresInDays: ExpiryDays | null }

const NAME = [
  { value: 'hidden', label: 'Hidden' },
  { value: 'shown', label: 'Shown' },
] as const
const EXPIRY = [
  { value: 'never', label: 'Never' },
  { value: '1', label: '1 day' },
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
] as const
const DAYS: Record<(typeof EXPIRY)[number]['value'], ExpiryDays | null> = { never: null, 1: 1, 7: 7, 30: 30 }

/** What the person decides about a link. `name` tells groups of the same page apart. */
export function ShareChoices({
  name,
  value,
  onChange,
}: {
  name: string
  value: Choices
  onChange: (value: Choices) => void
}) {
  const expiry = EXPIRY.find((option) => DAYS[option.value] === value.expiresInDays)?.value ?? 'never'
  return (
    <>
      <Segmented
        legend="Your name"
        name={`${name}-author`}
        options={NAME}
        value={value.showAuthor ? 'shown' : 'hidden'}
        onChange={(next) => onChange({ ...value, showAuthor: next === 'shown' })}
      />
      <Segmented
        legend="The link ends"
        name={`${name}-expiry`}
        options={EXPIRY}
        value={expiry}
        onChange={(next) => onChange({ ...value, expiresInDays: DAYS[next] })}
      />
    </>
  )
}
