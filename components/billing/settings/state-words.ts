import type { BillingView } from '@/lib/billing/schema'

type Dates = { locale: string; timeZone: string }
type Said = { tone: 'info' | 'warning'; text: string }

const PAID_BY: Record<string, string> = { month: 'by the month', year: 'by the year' }

/** What a subscription's state means for its people, in plain words. */
export function stateWords(view: BillingView, dates: Dates, now: Date): Said {
  const day = (iso: string | null) =>
    iso === null
      ? 'the end of what is paid'
      : new Intl.DateTimeFormat(dates.locale, { timeZone: dates.timeZone, dateStyle: 'long' }).format(
          new Date(iso),
        )
  const { paid: plan, given, status, interval, cancelAt, periodEnd, trialEnd, graceEnd } = view
  const info = (text: string): Said => ({ tone: 'info', text })
  const warning = (text: string): Said => ({ tone: 'warning', text })
  if (cancelAt && (status === 'active' || status === 'trialing'))
    return info(
      `${plan} stays until ${day(cancelAt)} and then ends. ${given ? 'Nothing' : 'After that you have Free, and nothing'} of yours is deleted.`,
    )
  switch (status) {
    case 'trialing':
      return info(`You are trying ${plan} until ${day(trialEnd)}. Until then nothing is charged.`)
    case 'active':
      return info(`${plan}, paid ${PAID_BY[interval ?? ''] ?? 'regularly'}. It renews on ${day(periodEnd)}.`)
    case 'past_due':
      return graceEnd !== null && new Date(graceEnd) <= now
        ? warning(
            'The last payment failed, and the days of grace are over. You have Free until it is paid; nothing of yours is deleted.',
          )
        : warning(
            `The last payment failed. ${plan} stays until ${day(graceEnd)} while the card is tried again. Check your card, and it goes on.`,
          )
    case 'incomplete':
      return warning(
        'The first payment is not complete: your bank may want you to confirm it. Until then you have Free.',
      )
    case 'unpaid':
      return warning('An invoice was not paid. You have Free until it is; nothing of yours is deleted.')
    case 'paused':
      return warning('Your plan is paused. You have Free until it goes on.')
    case 'canceled':
    case 'incomplete_expired':
      return info(
        given
          ? 'The plan you paid has ended. Nothing is charged.'
          : 'Your last plan has ended. You have Free, and nothing is charged.',
      )
    default:
      return info(given ? 'Nothing is charged.' : 'You have Free. Nothing is charged.')
  }
}

/** @returns what somebody is told of a plan that they were given; null without one */
export function givenWords({ given }: BillingView, { locale, timeZone }: Dates): string | null {
  if (!given) return null
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' }).format(new Date(given.until))
  const seats = given.seats > 1 ? ` with ${given.seats} seats` : ''
  return `Whoever runs this Numina gave you ${given.plan}${seats} until ${day}.${given.note && ` They say: “${given.note}”`}`
}

/** What canceling does, said before it is done. */
export function cancelWords({ paid, given, periodEnd, trialEnd, status }: BillingView, dates: Dates): string {
  const end = status === 'trialing' ? trialEnd : periodEnd
  const day = end
    ? new Intl.DateTimeFormat(dates.locale, { timeZone: dates.timeZone, dateStyle: 'long' }).format(
        new Date(end),
      )
    : 'the end of what is paid'
  const after = given ? 'the plan you were given' : 'the limits of Free'
  return `Canceling ends ${paid} on ${day}: until then it stays, and what is paid is not given back. After that you have ${after}; nothing of yours is deleted.`
}
