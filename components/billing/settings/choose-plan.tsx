'use client'

import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { leaveTo, useCall } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/form/segmented'
import { Notice } from '@/components/ui/notice'
import { startCheckout } from '@/lib/billing/actions'
import { SEATS_MAX } from '@/lib/billing/limits'
import type { CheckoutInput, Plan, SeatNeeds } from '@/lib/billing/schema'
import { formatMoney } from '@/lib/core/money'
import { isCount } from '../fields/count-field'
import { CurrencyField } from '../fields/currency-field'
import { amountWords, INTERVALS } from './plan-words'
import { SeatsField } from './seats-field'

type ChoosePlanProps = {
  /** Those that can be bought. */
  plans: readonly Plan[]
  wish: CheckoutInput
  /** They never had a plan: one that can be tried is tried first. */
  canTry: boolean
  /** For whom seats would be. */
  needs: SeatNeeds
  locale: string
}

/** A plan, how it is paid, and what that comes to; then it is paid at Stripe. */
export function ChoosePlan({ plans, wish: initial, canTry, needs, locale }: ChoosePlanProps) {
  const [wish, setWish] = useState(initial)
  const [seats, setSeats] = useState(String(Math.max(initial.seats, needs.least)))
  const { error, pending, run } = useCall()
  const plan = plans.find(({ key }) => key === wish.plan) ?? plans[0]
  if (!plan?.prices) return null
  const count = plan.hasSeats && needs.isTeam ? Number(seats) : 1
  const canBuy = isCount(count, SEATS_MAX, plan.hasSeats ? needs.least : 1)
  const each = plan.prices[wish.interval][wish.currency]
  const change = (more: Partial<CheckoutInput>) => setWish((before) => ({ ...before, ...more }))
  const pay = () =>
    run(
      () => callAction(() => startCheckout({ ...wish, plan: plan.key, seats: count })),
      ({ url }) => leaveTo(url),
    )
  return (
    <div className="flex flex-col gap-6">
      <Segmented
        legend="Plan"
        name="plan"
        options={plans.map(({ key, name }) => ({ value: key, label: name }))}
        value={plan.key}
        onChange={(key) => change({ plan: key })}
        help={`${plan.summary} ${amountWords(plan, locale)}`.trim()}
      />
      <div className="grid gap-6 sm:grid-cols-2">
        <Segmented
          legend="Paid"
          name="interval"
          options={INTERVALS}
          value={wish.interval}
          onChange={(interval) => change({ interval })}
        />
        <CurrencyField
          name="currency"
          label="Currency"
          value={wish.currency}
          onChange={(currency) => change({ currency })}
        />
      </div>
      <SeatsField plan={plan} needs={needs} value={seats} onChange={setSeats} />
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p aria-live="polite" className="tabular-nums">
          {canBuy && (
            <>
              <span className="font-medium text-lg">{formatMoney(each * count, wish.currency, locale)}</span>{' '}
              <span className="text-ink-muted">a {wish.interval}, plus tax where it applies</span>
              {canTry && plan.trialDays > 0 && (
                <span className="block">
                  The first {plan.trialDays} days are free. Cancel before they end, and nothing is charged.
                </span>
              )}
            </>
          )}
        </p>
        <Button variant="primary" loading={pending} disabled={!canBuy} onClick={() => void pay()}>
          Go to payment
        </Button>
      </div>
    </div>
  )
}
