'use client'

import { useState } from 'react'
import { Segmented } from '@/components/ui/form/segmented'
import type { Currency, Interval, PriceList } from '@/lib/billing/schema'
import { CurrencyField } from '../fields/currency-field'
import { FeatureTable } from './feature-table'
import { PlanCard } from './plan-card'

const INTERVALS = [
  { value: 'month', label: 'Monthly' },
  { value: 'year', label: 'Yearly' },
] as const

type PricingProps = {
  list: PriceList
  initialCurrency: Currency
  locale: string
  /** Null: nobody is signed in. */
  ownPlan: string | null
}

/** All plans, with their prices by month or year in the currency of choice. */
export function Pricing({ list, initialCurrency, locale, ownPlan }: PricingProps) {
  const [interval, setInterval] = useState<Interval>('month')
  const [currency, setCurrency] = useState(initialCurrency)
  const { plans, included, isSelling } = list
  return (
    <div className="flex flex-col gap-12">
      {isSelling && (
        <div className="flex flex-wrap items-start justify-between gap-4">
          <Segmented
            legend="Paid"
            name="interval"
            options={INTERVALS}
            value={interval}
            onChange={setInterval}
          />
          <CurrencyField
            name="currency"
            label="Currency"
            value={currency}
            onChange={setCurrency}
            nameOf={nameOf}
            className="w-full sm:w-64"
          />
        </div>
      )}
      <ul aria-label="Plans" className="grid gap-4 sm:grid-cols-2 lg:auto-cols-fr lg:grid-flow-col">
        {plans.map((plan) => (
          <PlanCard key={plan.key} {...{ plan, interval, currency, locale, ownPlan }} />
        ))}
      </ul>
      <FeatureTable plans={plans} included={included} locale={locale} />
    </div>
  )
}

/** Named in English, as the page is. */
const nameOf = (code: Currency) => `${new Intl.DisplayNames(['en'], { type: 'currency' }).of(code)} (${code})`
