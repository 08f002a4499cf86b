'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useCall } from '@/components/actions/use-call'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { NumberField } from '@/components/ui/form/number-field'
import { Select } from '@/components/ui/form/select'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/overlay/toast-store'
import { switchTopUpOff, switchTopUpOn } from '@/lib/billing/actions'
import { CEILING_MAX, CREDIT_MAX, CURRENCIES } from '@/lib/billing/limits'
import type { Currency, Pack, TopUpView } from '@/lib/billing/schema'
import { decimalsOf, formatMoney } from '@/lib/core/money'
import { CeilingField } from '../fields/ceiling-field'

type AutoTopUpProps = { topUp: TopUpView; packs: readonly Pack[]; currency: string; locale: string }

/** Packs that are bought by themselves before messages run out. Off unless somebody switches it on. */
export function AutoTopUp({ topUp, packs, currency: usual, locale }: AutoTopUpProps) {
  const currency = CURRENCIES.find((code) => code === (topUp.currency ?? usual)) ?? 'USD'
  return (
    <section aria-labelledby="auto-top-up" className="flex flex-col gap-4 rounded-card border p-4">
      <h3 id="auto-top-up" className="font-medium">
        Auto top-up
      </h3>
      <p className="text-ink-muted">
        Buys messages by itself when few are left, with the card you keep at Stripe, up to a ceiling of yours
        for each month.
      </p>
      {(topUp.state === 'declined' || topUp.state === 'authentication') && (
        <Notice tone="warning">
          {topUp.state === 'declined'
            ? 'Your card was refused, so auto top-up is off. Nothing was charged. Buy messages with another card and keep it, then switch it on again.'
            : 'Your bank wants you to confirm each payment, so auto top-up is off. Nothing was charged. You can buy messages yourself.'}
        </Notice>
      )}
      <p>
        {topUp.state === 'on' && topUp.ceiling !== null
          ? `On. ${formatMoney(topUp.spent, currency, locale)} of ${formatMoney(topUp.ceiling, currency, locale)} this month.`
          : 'Off.'}
      </p>
      <Terms topUp={topUp} packs={packs} currency={currency} locale={locale} />
    </section>
  )
}

/** What is bought, when, and up to what; and the ways on and off. */
function Terms({ topUp, packs, currency, locale }: AutoTopUpProps & { currency: Currency }) {
  const router = useRouter()
  const unit = 10 ** decimalsOf(currency)
  const [key, setKey] = useState(topUp.pack)
  const pack = packs.find((each) => each.key === key) ?? packs[0]
  const [threshold, setThreshold] = useState(String(topUp.threshold))
  const [ceiling, setCeiling] = useState(String((topUp.ceiling ?? (pack?.prices[currency] ?? 0) * 4) / unit))
  const { error, pending, run } = useCall()
  const { call, dialog } = useProof()
  if (!pack) return null
  const least = pack.prices[currency]
  const wanted = Math.round(Number(ceiling) * unit)
  const below = Number(threshold)
  const isCeiling = wanted >= least && wanted <= CEILING_MAX
  const isThreshold = Number.isInteger(below) && below >= 1 && below <= CREDIT_MAX
  const isOn = topUp.state === 'on'
  const then = (title: string) => () => {
    toast({ title })
    router.refresh()
  }
  const agree = () =>
    run(
      () => call(() => switchTopUpOn({ pack: pack.key, currency, threshold: below, ceiling: wanted })),
      then(isOn ? 'Auto top-up is changed.' : 'Auto top-up is on.'),
    )
  const end = () => run(() => callAction(() => switchTopUpOff(undefined)), then('Auto top-up is off.'))
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field name="topUpPack" label="Buy">
          <Select value={pack.key} onChange={({ target }) => setKey(target.value)}>
            {packs.map((each) => (
              <option key={each.key} value={each.key}>
                {new Intl.NumberFormat(locale).format(each.messages)} for{' '}
                {formatMoney(each.prices[currency], currency, locale)}
              </option>
            ))}
          </Select>
        </Field>
        <NumberField
          name="threshold"
          label="When fewer are left than"
          error={isThreshold ? undefined : 'Enter a whole number from 1 on.'}
          min={1}
          max={CREDIT_MAX}
          value={threshold}
          onChange={setThreshold}
        />
        <CeilingField
          name="topUpCeiling"
          label={`At most a month, in ${currency}`}
          least={least}
          unit={unit}
          isSound={isCeiling}
          value={ceiling}
          onChange={setCeiling}
        />
      </div>
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Button loading={pending} disabled={!isCeiling || !isThreshold} onClick={() => void agree()}>
          {isOn ? 'Change auto top-up' : 'Switch on auto top-up'}
        </Button>
        {isOn && (
          <Button disabled={pending} onClick={() => void end()}>
            Switch off auto top-up
          </Button>
        )}
      </div>
      {dialog}
    </>
  )
}
