'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useCall } from '@/components/actions/use-call'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/overlay/toast-store'
import { switchExtraOff, switchExtraOn } from '@/lib/billing/actions'
import { CEILING_MAX } from '@/lib/billing/limits'
import type { ExtraView } from '@/lib/billing/schema'
import { decimalsOf, formatMoney } from '@/lib/core/money'
import { CeilingField } from '../fields/ceiling-field'

type PayAsYouGoProps = { extra: ExtraView; locale: string; timeZone: string }

/** Messages that are paid after they were asked for, up to a ceiling. Off unless somebody switches it on. */
export function PayAsYouGo({ extra, locale, timeZone }: PayAsYouGoProps) {
  const { state, perMessage, currency } = extra
  return (
    <section aria-labelledby="pay-as-you-go" className="flex flex-col gap-4 rounded-card border p-4">
      <h3 id="pay-as-you-go" className="font-medium">
        Pay-as-you-go
      </h3>
      <p className="text-ink-muted">
        When your plan and your prepaid messages are used up, each further message costs{' '}
        {formatMoney(perMessage, currency, locale)} plus tax where it applies, up to a ceiling of yours for
        each billing period. It comes onto your plan's next invoice.
      </p>
      <p>{stateWords(extra, locale, timeZone)}</p>
      {(state === 'on' || state === 'off') && <Ceiling extra={extra} locale={locale} />}
    </section>
  )
}

function stateWords(
  { state, used, most, perMessage, ceiling, currency, periodEnd }: ExtraView,
  locale: string,
  timeZone: string,
) {
  const number = (value: number) => new Intl.NumberFormat(locale).format(value)
  const money = (value: number) => formatMoney(value, currency, locale)
  const day = periodEnd
    ? new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' }).format(new Date(periodEnd))
    : 'the next billing period'
  switch (state) {
    case 'on':
      return `On. ${number(used)} of at most ${number(most)} messages until ${day}: ${money(used * perMessage)} of ${money(ceiling)}.`
    case 'ending':
      return 'It is being switched off: the last messages are still being counted. That takes some ten minutes.'
    case 'later':
      return `Off. What you used comes onto your next invoice. It can be on again from ${day}.`
    case 'needs a plan':
      return 'It is for plans that are paid: choose one first.'
    default:
      return 'Off.'
  }
}

/** The ceiling, and the ways on and off. Whoever agrees to pay shows once more who they are. */
function Ceiling({
  extra: { state, ceiling, currency, perMessage },
  locale,
}: Omit<PayAsYouGoProps, 'timeZone'>) {
  const router = useRouter()
  const unit = 10 ** decimalsOf(currency)
  const [amount, setAmount] = useState(String(ceiling / unit))
  const { error, pending, run } = useCall()
  const { call, dialog } = useProof()
  const isOn = state === 'on'
  const wanted = Math.round(Number(amount) * unit)
  const isSound = wanted >= perMessage && wanted <= CEILING_MAX
  const most = new Intl.NumberFormat(locale).format(Math.floor(wanted / perMessage))
  const then = (title: string) => () => {
    toast({ title })
    router.refresh()
  }
  const agree = () =>
    run(
      () => call(() => switchExtraOn({ ceiling: wanted })),
      then(isOn ? 'The ceiling is changed.' : 'Pay-as-you-go is on.'),
    )
  const end = () =>
    run(() => callAction(() => switchExtraOff(undefined)), then('Nobody pays as they go from now on.'))
  return (
    <>
      <CeilingField
        name="ceiling"
        label={`Ceiling for each billing period, in ${currency}`}
        help={isSound ? `At most ${most} messages.` : undefined}
        least={perMessage}
        unit={unit}
        isSound={isSound}
        value={amount}
        onChange={setAmount}
        className="sm:max-w-72"
      />
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button loading={pending} disabled={!isSound} onClick={() => void agree()}>
          {isOn ? 'Change ceiling' : 'Switch on pay-as-you-go'}
        </Button>
        {isOn && (
          <Button disabled={pending} onClick={() => void end()}>
            Switch off pay-as-you-go
          </Button>
        )}
      </div>
      {dialog}
    </>
  )
}
