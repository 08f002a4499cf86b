'use client'

import { Segmented } from '@/components/ui/form/segmented'
import type { ExpiryDays } from '@/lib/shares/schema'

/** `expiresInDays`: undefined leaves the end of the link as it is. */
export type Choices = { showAuthor: boolean; expiresInDays: ExpiryDays | null | undefined }

const NAME = [
  { value: 'hidden', label: 'Hidden' },
  { value: 'shown', label: 'Shown' },
] as const
const KEPT = { value: 'kept', label: 'As it is' } as const
const EXPIRY = [
  { value: 'never', label: 'Never' },
  { value: '1', label: '1 day' },
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
] as const
const DAYS = { kept: undefined, never: null, 1: 1, 7: 7, 30: 30 } as const

/** What the person decides about a link. `name` tells groups of the same page apart; `hasEnd`: it has an end, which may stay. */
export function ShareChoices({
  name,
  hasEnd = false,
  value,
  onChange,
}: {
  name: string
  hasEnd?: boolean
  value: Choices
  onChange: (value: Choices) => void
}) {
  const options = hasEnd ? [KEPT, ...EXPIRY] : EXPIRY
  const expiry = options.find((option) => DAYS[option.value] === value.expiresInDays)?.value ?? 'never'
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
        options={options}
        value={expiry}
        onChange={(next) => onChange({ ...value, expiresInDays: DAYS[next] })}
      />
    </>
  )
}
