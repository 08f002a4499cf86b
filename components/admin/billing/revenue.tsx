'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useCall } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Scrollable } from '@/components/ui/scrollable'
import { compareNow } from '@/lib/billing/actions'
import type { Revenue as RevenueFigures } from '@/lib/billing/schema'
import { formatMoney } from '@/lib/core/money'

type RevenueProps = { revenue: RevenueFigures; locale: string; timeZone: string }

const COUNTED = new Set(['active', 'past_due'])

/** What comes in each month by currency; every plan, its state, and what it brings. */
export function Revenue({ revenue, locale, timeZone }: RevenueProps) {
  const { byPlan } = revenue
  const totals = Object.entries(
    Object.groupBy(
      byPlan.filter(({ status }) => COUNTED.has(status)),
      ({ currency }) => currency,
    ),
  ).map(([currency, rows = []]) => [currency, rows.reduce((sum, { monthly }) => sum + monthly, 0)] as const)
  return (
    <>
      {totals.length === 0 ? (
        <p className="text-ink-muted">Nobody has subscribed yet.</p>
      ) : (
        <dl className="flex flex-wrap gap-x-10 gap-y-4 tabular-nums">
          {totals.map(([currency, monthly]) => (
            <div key={currency}>
              <dt className="text-ink-muted">A month in {currency}</dt>
              <dd className="font-medium text-2xl tracking-tight">
                {formatMoney(monthly, currency, locale)}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {byPlan.length > 0 && (
        <Scrollable label="By plan" className="overflow-x-auto rounded-card border">
          <table className="w-full text-start tabular-nums">
            <thead className="bg-surface-sunken">
              <tr>
                {['Plan', 'State', 'Subscriptions', 'Seats', 'A month'].map((column) => (
                  <th key={column} scope="col" className="px-3 py-2 text-start font-medium">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y">
              {byPlan.map(({ plan, currency, status, count, seats, monthly }) => (
                <tr key={`${plan} ${currency} ${status}`}>
                  <th scope="row" className="px-3 py-2 text-start font-normal">
                    {plan}
                  </th>
                  <td className="px-3 py-2 first-letter:uppercase">{status.replaceAll('_', ' ')}</td>
                  <td className="px-3 py-2">{count}</td>
                  <td className="px-3 py-2">{seats}</td>
                  <td className="px-3 py-2">{formatMoney(monthly, currency, locale)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrollable>
      )}
      <p className="text-ink-muted">
        At list prices, without discounts and tax; a year counts a twelfth a month. The amounts of what is
        active or past due add up.
      </p>
      <Comparison revenue={revenue} locale={locale} timeZone={timeZone} />
    </>
  )
}

function Comparison({ revenue: { check }, locale, timeZone }: RevenueProps) {
  const router = useRouter()
  const { error, pending, run } = useCall()
  const [said, setSaid] = useState<string | null>(null)
  const compare = () =>
    run(
      () => callAction(() => compareNow(undefined)),
      ({ checked, differed }) => {
        setSaid(`${checked} looked at, ${differed} differed.`)
        router.refresh()
      },
    )
  const time = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' })
  return (
    <section aria-labelledby="compared" className="flex flex-col gap-3 border-t pt-8">
      <h2 id="compared" className="font-medium text-base">
        Compared with Stripe
      </h2>
      <p>
        {check
          ? `Last on ${time.format(new Date(check.at))}: ${check.checked} looked at, ${
              check.drift.length === 0
                ? 'all as in Stripe.'
                : `${check.drift.length} differed and were repaired or are named here.`
            }`
          : 'Not yet; it is done every night.'}
      </p>
      {check?.error && <Notice tone="warning">It broke off: {check.error}</Notice>}
      {check && check.drift.length > 0 && (
        <ul className="flex flex-col divide-y rounded-card border">
          {check.drift.map(({ customerId, what }) => (
            <li key={`${customerId} ${what}`} className="px-4 py-2 [overflow-wrap:anywhere]">
              <code>{customerId}</code> {what}
            </li>
          ))}
        </ul>
      )}
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      {said && (
        <p role="status" className="text-ink-muted">
          {said}
        </p>
      )}
      <Button className="self-start" loading={pending} onClick={() => void compare()}>
        Compare now
      </Button>
    </section>
  )
}
