import type { PaidBy as Payer } from '@/lib/usage/schema'
import { sayNumber } from './words'

const NAMES: [payer: Payer, name: string][] = [
  ['plan', 'By the plan'],
  ['credit', 'Prepaid'],
  ['extra', 'Pay-as-you-go'],
]

/** What paid for the messages of a range; nothing is said where that was the plan alone. */
export function PaidBy({ paidBy, locale }: { paidBy: Record<Payer, number>; locale: string }) {
  if (paidBy.credit + paidBy.extra === 0) return null
  return (
    <dl aria-label="What paid for them" className="flex flex-wrap gap-x-10 gap-y-3 tabular-nums">
      {NAMES.map(([payer, name]) => (
        <div key={payer}>
          <dt className="text-ink-muted">{name}</dt>
          <dd className="font-medium">{sayNumber(paidBy[payer], locale)}</dd>
        </div>
      ))}
    </dl>
  )
}
