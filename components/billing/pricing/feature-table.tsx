import { Check } from 'lucide-react'
import { Scrollable } from '@/components/ui/scrollable'
import type { LimitName, Plan } from '@/lib/billing/schema'

const LIMITS: readonly { name: LimitName; label: string }[] = [
  { name: 'messagesPerDay', label: 'Messages a day' },
  { name: 'messagesPerMonth', label: 'Messages a month' },
]

/** What each plan has, side by side; on a phone what all have, since the cards say how they differ. */
export function FeatureTable({
  plans,
  included,
  locale,
}: {
  plans: readonly Plan[]
  included: readonly string[]
  locale: string
}) {
  const say = ({ limits, hasSeats }: Plan, name: LimitName) => {
    const limit = limits[name]
    if (limit === null) return 'As many as you like'
    return `${new Intl.NumberFormat(locale).format(limit)}${hasSeats ? ' a seat' : ''}`
  }
  return (
    <section aria-labelledby="compared" className="flex flex-col gap-4">
      <h2 id="compared" className="font-medium text-xl tracking-tight">
        What you get
      </h2>
      <ul className="flex flex-col gap-2 sm:hidden">
        {included.map((feature) => (
          <li key={feature} className="flex items-start gap-2">
            <Check aria-hidden className="mt-1 size-4 shrink-0 text-success" />
            {feature}
          </li>
        ))}
      </ul>
      <Scrollable
        label="Plans compared"
        className="relative hidden overflow-x-auto rounded-card border sm:block"
      >
        <table className="w-full min-w-160 text-start tabular-nums">
          <thead className="bg-surface-sunken">
            <tr>
              <th scope="col" className="px-4 py-3 text-start font-medium">
                <span className="sr-only">What</span>
              </th>
              {plans.map(({ key, name }) => (
                <th key={key} scope="col" className="px-4 py-3 text-start font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y">
            {LIMITS.map(({ name, label }) => (
              <tr key={name}>
                <th scope="row" className="px-4 py-2.5 text-start font-normal">
                  {label}
                </th>
                {plans.map((plan) => (
                  <td key={plan.key} className="px-4 py-2.5">
                    {say(plan, name)}
                  </td>
                ))}
              </tr>
            ))}
            {included.map((feature) => (
              <tr key={feature}>
                <th scope="row" className="px-4 py-2.5 text-start font-normal">
                  {feature}
                </th>
                {plans.map(({ key }) => (
                  <td key={key} className="px-4 py-2.5">
                    <Check aria-hidden className="size-4 text-success" />
                    <span className="sr-only">Included</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
      <p className="text-ink-muted">
        An answer you ask for is a message, also one that is made again. Answers that fail without a word, and
        those of models with your own key, count for nothing.
      </p>
    </section>
  )
}
