'use client'

import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { leaveTo, useCall } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/form/checkbox'
import { Segmented } from '@/components/ui/form/segmented'
import { Notice } from '@/components/ui/notice'
import { buyPack } from '@/lib/billing/actions'
import { CURRENCIES, PACKS_MAX } from '@/lib/billing/limits'
import type { Pack } from '@/lib/billing/schema'
import { formatMoney } from '@/lib/core/money'
import { CountField, isCount } from '../fields/count-field'
import { CurrencyField } from '../fields/currency-field'

type BuyPackProps = {
  packs: readonly Pack[]
  currency: string
  /** For what is bought by itself later. */
  canKeepCard: boolean
  locale: string
}

/** A pack, how many of it, and what that comes to; then it is paid at Stripe. */
export function BuyPack({ packs, currency: usual, canKeepCard, locale }: BuyPackProps) {
  const [key, setKey] = useState(packs[0]?.key)
  const [currency, setCurrency] = useState(CURRENCIES.find((code) => code === usual) ?? 'USD')
  const [amount, setAmount] = useState('1')
  const [keepsCard, setKeepsCard] = useState(false)
  const { error, pending, run } = useCall()
  const pack = packs.find((each) => each.key === key) ?? packs[0]
  if (!pack) return null
  const count = Number(amount)
  const canBuy = isCount(count, PACKS_MAX)
  const number = (value: number) => new Intl.NumberFormat(locale).format(value)
  const buy = () =>
    run(
      () => callAction(() => buyPack({ pack: pack.key, currency, count, keepsCard })),
      ({ url }) => leaveTo(url),
    )
  return (
    <div className="flex flex-col gap-6 rounded-card border p-4">
      <Segmented
        legend="Messages"
        name="pack"
        options={packs.map((each) => ({ value: each.key, label: number(each.messages) }))}
        value={pack.key}
        onChange={setKey}
      />
      <div className="grid grid-cols-2 gap-4">
        <CountField name="packs" label="How many times" max={PACKS_MAX} value={amount} onChange={setAmount} />
        <CurrencyField name="packCurrency" label="Paid in" value={currency} onChange={setCurrency} />
      </div>
      {canKeepCard && (
        <Checkbox
          name="keepsCard"
          label="Keep the card at Stripe"
          help="For auto top-up, which you switch on below."
          onChange={setKeepsCard}
        />
      )}
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p aria-live="polite" className="tabular-nums">
          {canBuy && (
            <>
              <span className="font-medium text-lg">
                {formatMoney(pack.prices[currency] * count, currency, locale)}
              </span>{' '}
              <span className="text-ink-muted">
                once, for {number(pack.messages * count)} messages, plus tax where it applies
              </span>
            </>
          )}
        </p>
        <Button loading={pending} disabled={!canBuy} onClick={() => void buy()}>
          Buy messages
        </Button>
      </div>
    </div>
  )
}
