'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useCall, useSubmit } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Select } from '@/components/ui/form/select'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/overlay/toast-store'
import { givePlan, takePlanBack } from '@/lib/billing/actions'
import { NOTE_MAX, SEATS_MAX } from '@/lib/billing/limits'
import type { GivenPlanList, GivenPlanRow } from '@/lib/billing/schema'

type GivenPlansProps = GivenPlanList & {
  /** What the form begins with. */
  wish: { email: string; team: string; plan: string; seats: number }
  locale: string
  timeZone: string
}

/** Plans that people have without paying, and the form that gives one. */
export function GivenPlans({ rows, plans, wish, locale, timeZone }: GivenPlansProps) {
  return (
    <section aria-labelledby="given" className="flex flex-col gap-4 border-t pt-8">
      <h2 id="given" className="font-medium text-base">
        Given plans
      </h2>
      <p className="text-ink-muted">
        A plan that somebody has for a while without paying. They see it under Settings, Billing, with your
        words, and in their security log. What they pay goes on beside it.
      </p>
      {rows.length > 0 && (
        <ul aria-label="Given plans" className="flex flex-col divide-y rounded-card border">
          {rows.map((row) => (
            <Row key={row.id} row={row} locale={locale} timeZone={timeZone} />
          ))}
        </ul>
      )}
      <GiveForm plans={plans} wish={wish} />
    </section>
  )
}

/** Whose the field of a team is. */
export const TEAM_HELP = 'One they own, by its name. Empty: their own space.'

type RowProps = { row: GivenPlanRow; locale: string; timeZone: string }

function Row({ row: { id, name, plan, seats, until, note }, locale, timeZone }: RowProps) {
  const router = useRouter()
  const { error, pending, run } = useCall()
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' }).format(new Date(until))
  const takeBack = () =>
    run(
      () => callAction(() => takePlanBack({ id })),
      () => {
        toast({ title: `${name} no longer has ${plan} from you.` })
        router.refresh()
      },
    )
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="[overflow-wrap:anywhere]">{name}</p>
        <p className="text-ink-muted tabular-nums">
          {plan}
          {seats > 1 && `, ${seats} seats`}, {new Date(until) > new Date() ? 'until' : 'ended'} {day}
        </p>
        {note && <p className="text-ink-muted [overflow-wrap:anywhere]">{note}</p>}
        {error && <p className="text-danger">{error.message}</p>}
      </div>
      <Button
        size="sm"
        loading={pending}
        aria-label={`Take back: ${plan} of ${name}`}
        onClick={() => void takeBack()}
      >
        Take back
      </Button>
    </li>
  )
}

const FIELDS = ['email', 'team', 'plan', 'seats', 'until', 'note'] as const

function GiveForm({ plans, wish }: Pick<GivenPlansProps, 'plans' | 'wish'>) {
  const router = useRouter()
  const [key, setKey] = useState((plans.find((plan) => plan.key === wish.plan) ?? plans[0])?.key ?? '')
  // Emptied when it has worked.
  const [round, setRound] = useState(0)
  const hasSeats = plans.find((plan) => plan.key === key)?.hasSeats
  const { error, pending, form } = useSubmit(
    FIELDS,
    ({ seats, ...draft }) => callAction(() => givePlan({ ...draft, seats: hasSeats ? Number(seats) : 1 })),
    ({ name, plan }) => {
      toast({ title: `${name} has ${plan} now.` })
      setRound(round + 1)
      router.refresh()
    },
  )
  const wrong = error?.fields
  return (
    <form key={round} id="give" {...form} className="flex flex-col gap-4 rounded-card border p-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="email" label="E-mail" error={wrong?.['email']}>
          <Input
            type="email"
            autoComplete="off"
            maxLength={200}
            defaultValue={round === 0 ? wish.email : ''}
          />
        </Field>
        <Field name="team" label="Team" help={TEAM_HELP} error={wrong?.['team']}>
          <Input autoComplete="off" maxLength={80} defaultValue={round === 0 ? wish.team : ''} />
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field name="plan" label="Plan" error={wrong?.['plan']}>
          <Select value={key} onChange={({ target }) => setKey(target.value)}>
            {plans.map((plan) => (
              <option key={plan.key} value={plan.key}>
                {plan.name}
              </option>
            ))}
          </Select>
        </Field>
        {hasSeats && (
          <Field name="seats" label="Seats" error={wrong?.['seats']}>
            <Input
              type="number"
              inputMode="numeric"
              min={1}
              max={SEATS_MAX}
              defaultValue={round === 0 ? wish.seats : 1}
            />
          </Field>
        )}
        <Field name="until" label="Last day" error={wrong?.['until']}>
          <Input type="date" />
        </Field>
      </div>
      <Field name="note" label="Why" help="The person reads this. It may stay empty." error={wrong?.['note']}>
        <Input maxLength={NOTE_MAX} autoComplete="off" />
      </Field>
      {error && !wrong && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <Button type="submit" className="self-start" loading={pending}>
        Give the plan
      </Button>
    </form>
  )
}
