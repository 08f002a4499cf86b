import type { BillingView, ChangePreview, Interval, Plan } from '@/lib/billing/schema'
import { formatMoney } from '@/lib/core/money'

const times = (limit: number | null, seats: number) => (limit === null ? null : limit * seats)
const say = (limit: number | null, locale: string) =>
  limit === null ? 'as many as you like' : new Intl.NumberFormat(locale).format(limit)

/** What another plan, or another number of seats, changes at once. */
export function changeEffects({
  from,
  to,
  seats,
  view,
  locale,
}: {
  from: Plan
  to: Plan
  seats: number
  view: BillingView
  locale: string
}): string[] {
  const had = from.hasSeats ? (view.seats ?? 1) : 1
  const [before, after] = [times(from.limits.messagesPerDay, had), times(to.limits.messagesPerDay, seats)]
  const [monthBefore, monthAfter] = [
    times(from.limits.messagesPerMonth, had),
    times(to.limits.messagesPerMonth, seats),
  ]
  const isLess =
    (before ?? Infinity) > (after ?? Infinity) || (monthBefore ?? Infinity) > (monthAfter ?? Infinity)
  return [
    before === after && monthBefore === monthAfter
      ? 'You can ask as much as now.'
      : `Messages: ${say(before, locale)} a day become ${say(after, locale)}, and ${say(monthBefore, locale)} a month ${say(monthAfter, locale)}, at once.`,
    ...(isLess
      ? ['What you asked for this month counts for the smaller limits. Nothing of yours is deleted.']
      : []),
  ]
}

/** What a change costs, as Stripe reckons it. */
export function previewWords(
  { isNow, due, prorated, at, amount, currency }: ChangePreview,
  { plan, interval, locale, timeZone }: { plan: Plan; interval: Interval; locale: string; timeZone: string },
): string[] {
  const money = (value: number) => formatMoney(Math.abs(value), currency, locale)
  const day = at && new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' }).format(new Date(at))
  const then = `After that ${plan.name} is ${money(amount)} a ${interval}, plus tax where it applies.`
  if (isNow)
    return [
      due > 0
        ? `Due now: ${money(due)}${prorated < 0 ? `, with ${money(prorated)} taken off for what is left of your plan` : ''}.`
        : due < 0
          ? `Nothing is due now: ${money(due)} of what you paid is kept for the next invoices.`
          : 'Nothing is due now.',
      then,
    ]
  const rest =
    prorated === 0
      ? ''
      : prorated > 0
        ? `, ${money(prorated)} of it for the days until then`
        : `, with ${money(prorated)} taken off for the days until then`
  return [
    'Nothing is due now.',
    due >= 0
      ? `Due on ${day ?? 'the next invoice'}: ${money(due)}${rest}.`
      : `Nothing is due on ${day ?? 'the next invoice'} either: ${money(due)} of what you paid is kept for later invoices.`,
    then,
  ]
}
