'use client'
// Parts of an <svg> that a server component sends late are held back with an inline style, which the policy refuses.

import { useState } from 'react'
import { buttonStyles } from '@/components/ui/button-styles'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/form/field'
import { Select } from '@/components/ui/form/select'
import type { GrowthSeries } from '@/lib/billing/schema'
import { GrowthChart } from './growth-chart'
import { GrowthTable } from './growth-table'
import { TrialTable } from './trial-table'

const SHOWN_MONTHS = 12

/** How what comes in has grown and shrunk, month by month, in one currency at a time: there are no rates of exchange here. */
export function GrowthFigures({ growth, locale }: { growth: readonly GrowthSeries[]; locale: string }) {
  const currencies = [...new Set(growth.map((series) => series.currency))].sort()
  const [chosen, setCurrency] = useState(currencies[0] ?? '')
  const currency = currencies.includes(chosen) ? chosen : (currencies[0] ?? '')
  const own = growth.filter((series) => series.currency === currency)
  const plans = own.flatMap(({ plan }) => plan ?? [])
  const [wanted, setPlan] = useState('')
  const plan = plans.includes(wanted) ? wanted : null
  const months = own.find((series) => series.plan === plan)?.months.slice(-SHOWN_MONTHS) ?? []
  return (
    <section aria-labelledby="growth" className="flex flex-col gap-4 border-t pt-8">
      <h2 id="growth" className="font-medium text-base">
        Month by month
      </h2>
      {currencies.length === 0 ? (
        <EmptyState title="No figures yet">
          They begin with the first subscription: what is new, what grew, what shrank and what ended.
        </EmptyState>
      ) : (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field name="figuresCurrency" label="Currency">
              <Select value={currency} onChange={({ target }) => setCurrency(target.value)}>
                {currencies.map((code) => (
                  <option key={code}>{code}</option>
                ))}
              </Select>
            </Field>
            <Field name="figuresPlan" label="Plan">
              <Select value={plan ?? ''} onChange={({ target }) => setPlan(target.value)}>
                <option value="">All plans</option>
                {plans.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </Select>
            </Field>
          </div>
          <GrowthChart months={months} currency={currency} locale={locale} />
          <GrowthTable months={months} currency={currency} isOfOnePlan={plan !== null} locale={locale} />
          <TrialTable months={months} locale={locale} />
          <p className="text-ink-muted">
            At list prices; a year counts a twelfth a month. Months are those of UTC, and a change counts when
            Numina learnt of it. What is active or past due counts as coming in.
          </p>
          <a href="/api/admin/billing/growth" download className={buttonStyles({ className: 'w-fit' })}>
            Download every month as CSV
          </a>
        </>
      )}
    </section>
  )
}
