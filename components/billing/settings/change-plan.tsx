'use client'

import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { leaveTo, useCall } from '@/components/actions/use-call'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/form/segmented'
import { Notice } from '@/components/ui/notice'
import { openPortal, previewChange } from '@/lib/billing/actions'
import { SEATS_MAX } from '@/lib/billing/limits'
import type { BillingView, ChangeInput, ChangePreview, Plan, SeatNeeds } from '@/lib/billing/schema'
import { isCount } from '../fields/count-field'
import { changeEffects, previewWords } from './change-words'
import { amountWords, INTERVALS } from './plan-words'
import { SeatsField } from './seats-field'

type ChangePlanProps = {
  /** Those that can be bought. */
  plans: readonly Plan[]
  view: BillingView
  /** The one that was chosen elsewhere, or what there is. */
  wish: ChangeInput
  /** For whom seats would be. */
  needs: SeatNeeds
  locale: string
  timeZone: string
}

/** Another plan: what it brings and costs is said first, and it is confirmed at Stripe. Seats of the plan that runs are changed by themselves. */
export function ChangePlan({ plans, view, wish: initial, needs, locale, timeZone }: ChangePlanProps) {
  const [wish, setWish] = useState(initial)
  const [seats, setSeats] = useState(String(Math.max(initial.seats, needs.least)))
  const [preview, setPreview] = useState<ChangePreview | null>(null)
  const { error, pending, run } = useCall()
  const { call, dialog } = useProof()
  const plan = plans.find(({ key }) => key === wish.plan)
  const current = plans.find(({ key }) => key === view.paidKey)
  const isOther = plan?.key !== current?.key
  const others = needs.isTeam ? Number(seats) : 1
  const count = plan?.hasSeats ? (isOther ? others : (view.seats ?? 1)) : 1
  const isSound = isCount(count, SEATS_MAX, plan?.hasSeats && isOther ? needs.least : 1)
  const isSame = !isOther && wish.interval === view.interval
  const change = (more: Partial<ChangeInput>) => {
    setWish((before) => ({ ...before, ...more }))
    setPreview(null)
  }
  if (!plan || !current) return null
  const wanted = { ...wish, plan: plan.key, seats: count }
  const look = () => run(() => callAction(() => previewChange(wanted)), setPreview)
  const go = () =>
    run(
      () => call(() => openPortal({ wish: 'change', to: wanted })),
      ({ url }) => leaveTo(url),
    )
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-6 sm:grid-cols-2">
        <Segmented
          legend="Plan"
          name="plan"
          options={plans.map(({ key, name }) => ({ value: key, label: name }))}
          value={plan.key}
          onChange={(key) => change({ plan: key })}
        />
        <Segmented
          legend="Paid"
          name="interval"
          options={INTERVALS}
          value={wish.interval}
          onChange={(interval) => change({ interval })}
        />
      </div>
      {isOther && (
        <SeatsField
          plan={plan}
          needs={needs}
          value={seats}
          onChange={(value) => {
            setSeats(value)
            setPreview(null)
          }}
        />
      )}
      {isSame ? (
        <p className="text-ink-muted">This is what you have. {amountWords(plan, locale)}</p>
      ) : (
        <ul className="flex list-disc flex-col gap-1 ps-5">
          {changeEffects({ from: current, to: plan, seats: isSound ? count : 1, view, locale }).map(
            (line) => (
              <li key={line}>{line}</li>
            ),
          )}
          {preview &&
            previewWords(preview, { plan, interval: wish.interval, locale, timeZone }).map((line) => (
              <li key={line} className="tabular-nums">
                {line}
              </li>
            ))}
        </ul>
      )}
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      {!isSame && (
        <Button
          variant={preview ? 'primary' : 'secondary'}
          className="self-start"
          loading={pending}
          disabled={!isSound}
          onClick={() => void (preview ? go() : look())}
        >
          {preview ? 'Confirm at Stripe' : 'See what it costs'}
        </Button>
      )}
      {dialog}
    </div>
  )
}
