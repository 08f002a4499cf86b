import type { SeatsPreview } from '@/lib/billing/schema'
import { formatMoney } from '@/lib/core/money'

type Where = { locale: string; timeZone: string }

export const seatWords = (count: number) => (count === 1 ? '1 seat' : `${count} seats`)

/** @param at ISO 8601 */
export const dayWords = (at: string | null, { locale, timeZone }: Where): string =>
  at
    ? new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' }).format(new Date(at))
    : 'the next renewal'

/** What a change costs now and later, as Stripe reckons it. */
export function costWords(preview: SeatsPreview, where: Where): string[] {
  const { kind, due, to, amount, interval, isTrial, currency, renewsAt } = preview
  const money = (value: number) => formatMoney(value, currency, where.locale)
  const day = dayWords(renewsAt, where)
  const then = `From ${day} on: ${money(amount)} a ${interval} for ${seatWords(to)}, plus tax where it applies.`
  if (kind === 'giveUp') return [`They stay until ${day}, and nothing is paid back.`, then]
  if (kind === 'keep') return ['Costs nothing now: they are paid until then.', then]
  if (isTrial) return ['Nothing is charged while you try the plan.', then]
  return [`Charged now: ${money(due)}, for the days until ${day}.`, then]
}

/** The button that does it. */
export function doWords({ kind, due, from, to, currency }: SeatsPreview, locale: string): string {
  const seats = seatWords(Math.abs(to - from))
  if (kind === 'giveUp') return `Give up ${seats}`
  if (kind === 'keep') return `Keep ${seats}`
  return due > 0 ? `Pay ${formatMoney(due, currency, locale)} for ${seats}` : `Add ${seats}`
}

export const DONE = {
  add: (seats: string) => `${seats} added.`,
  keep: (seats: string) => `${seats} kept.`,
  giveUp: (seats: string) => `${seats} given up for the next renewal.`,
} as const
