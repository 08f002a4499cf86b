import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { can } from '@/lib/auth/permissions'
import { type Beyond, nextPlanWith } from '@/lib/billing/server'
import { addDays, dayIn, nextMonth } from '@/lib/core/days'
import { startOfDay } from '@/lib/core/start-of-day'
import { type AllCounts, type Counts, type Limits, WHOSE, type Whose } from './counting/data'
import type { UsageNotice } from './schema'

/** From this part of a limit on a person is told. */
const NEAR = 0.8
const LIMITS = { day: 'messagesPerDay', month: 'messagesPerMonth' } as const
const HOUR_MS = 60 * 60_000

export type Asker = Pick<Ctx, 'plan' | 'caps' | 'givenCaps' | 'teamCaps' | 'timeZone' | 'locale' | 'role'>

/** When a limit begins anew, where the person is. */
export function resetOf(which: keyof Counts, timeZone: string, now: Date): Date {
  const today = dayIn(timeZone, now)
  const next = which === 'day' ? addDays(today, 1) : nextMonth(today)
  return startOfDay(next, timeZone) ?? now
}

/** One of the limits that hold, and what is used of it. */
type Felt = { whose: Whose; which: keyof Counts; used: number; limit: number }

/** How somebody stands: what is counted, their limits, and what they have beyond the plan. */
type Standing = { counts: AllCounts; limits: Limits; beyond: Beyond }

/** @returns the limits that there are: those that last longer first, and the plan's before one's own */
function feltOf(counts: AllCounts, limits: Limits): Felt[] {
  const spans = ['month', 'day'] as const
  return spans.flatMap((which) =>
    WHOSE.flatMap((whose) => {
      const limit = limits[whose][which]
      return limit === null ? [] : [{ whose, which, used: counts[whose][which], limit }]
    }),
  )
}

const isReached = ({ used, limit }: Felt) => used >= limit

/** @returns whether this message is the one at which somebody should be told: at 80 % of a limit, and at the limit */
export function isNewsworthy(counts: AllCounts, limits: Limits): boolean {
  return feltOf(counts, limits).some(
    ({ whose, used, limit }) => whose !== 'key' && (used === Math.ceil(limit * NEAR) || used === limit),
  )
}

/** @returns whether somebody is near a limit or at it */
export const isNear = (counts: AllCounts, limits: Limits): boolean =>
  feltOf(counts, limits).some(({ used, limit }) => used >= Math.ceil(limit * NEAR))

/** @returns what somebody near a limit or at it is told, what pays next, and what helps; null for everybody else */
export function noticeOf(ctx: Asker, standing: Standing, now: Date): UsageNotice | null {
  const { counts, limits, beyond } = standing
  if (!isNear(counts, limits)) return null
  const nearest = nearestOf(standing)
  const next = payerWords(ctx, beyond)
  if (!nearest) return null
  const { whose, which, used } = nearest
  if (!isReached(nearest)) {
    const then = next && whose === 'plan' ? ` After that ${next} used.` : ''
    return {
      text: `You have used ${numberOf(ctx, used)} of ${amountWords(ctx, nearest)}. New ones ${resetWords(ctx, which, now)}.${then}`,
      isReached: false,
    }
  }
  if (!next || whose !== 'plan') return { text: reachedOf(ctx, standing, now).text, isReached: true }
  const text = `You have used ${amountWords(ctx, nearest)}, and ${next} used now. New ones ${resetWords(ctx, which, now)}.`
  return { text, isReached: false }
}

/** @returns what somebody at a limit is told, and the seconds until it begins anew */
export function reachedOf(ctx: Asker, standing: Standing, now: Date): { text: string; retryAfter: number } {
  const { beyond } = standing
  const nearest = nearestOf(standing)
  if (!nearest) throw new Error('nobody without a limit reaches one')
  const { whose, which } = nearest
  const isPlan = whose === 'plan'
  const full = isPlan && beyond.extraLeft === 0 ? ', and pay-as-you-go has reached its ceiling' : ''
  const stopped = isPlan && beyond.isTopUpStopped ? ' Auto top-up is off, since the card was refused.' : ''
  return {
    text: `You have used ${amountWords(ctx, nearest)}${full}. New ones ${resetWords(ctx, which, now)}${helpOf(ctx, nearest, beyond)}.${stopped} Nothing is lost.`,
    retryAfter: secondsUntil(which, ctx, now),
  }
}

/** @returns the same for a limit of the person's that holds wherever they ask */
export function reachedAtHome(
  ctx: Asker,
  counts: AllCounts,
  limits: Limits,
  now: Date,
): { text: string; retryAfter: number } {
  const reached = feltOf(counts, limits).find(isReached)
  if (!reached) throw new Error('nobody is refused below a limit')
  const { whose, which } = reached
  const where =
    whose === 'plan' ? ' of your own plan, which counts where a team has none' : ', wherever you ask'
  return {
    text: `You have used ${amountWords(ctx, reached)}${where}. New ones ${resetWords(ctx, which, now)}. Nothing is lost.`,
    retryAfter: secondsUntil(which, ctx, now),
  }
}

const secondsUntil = (which: keyof Counts, { timeZone }: Asker, now: Date): number =>
  Math.max(1, Math.ceil((resetOf(which, timeZone, now).getTime() - now.getTime()) / 1000))

/** Whoever was given a limit cannot raise it themselves. */
function helpOf(ctx: Asker, felt: Felt, beyond: Beyond): string {
  if (felt.whose === 'plan') return helpWords(ctx, felt.which, beyond)
  if (felt.whose === 'key') return ', or now if you allow the key more under Settings, Developer'
  return isGiven(ctx, felt)
    ? ', or when whoever set this limit raises it: see Settings, Usage'
    : ', or now if you allow yourself more under Settings, Usage'
}

const isGiven = ({ givenCaps, teamCaps }: Asker, { which, limit }: Felt) =>
  givenCaps?.[which] === limit || teamCaps?.[which] === limit

/** What somebody can do who does not want to wait. */
function helpWords(ctx: Asker, which: keyof Counts, { canBuy, canAgree }: Beyond): string {
  const isOthers = !can(ctx, 'billing:manage') && ctx.role !== 'guest'
  if (isOthers && (canBuy || canAgree || nextPlanWith(ctx, LIMITS[which])))
    return ', or when the owner of your team adds some'
  const larger = nextPlanWith(ctx, LIMITS[which])
  const paid = [canBuy && 'prepaid messages', canAgree && 'pay-as-you-go'].filter(Boolean).join(' or ')
  const ways = [
    larger && `more with ${larger.name}`,
    paid && `now with ${paid} under Settings, Billing`,
  ].filter(Boolean)
  return ways.map((way) => `, or ${way}`).join('')
}

/** @returns what pays once the plan is used up; null when nothing does */
function payerWords(ctx: Asker, { credits, extraLeft }: Beyond): string | null {
  if (credits > 0) return `your ${numberOf(ctx, credits)} prepaid ${credits === 1 ? 'one is' : 'ones are'}`
  return extraLeft ? 'pay-as-you-go is' : null
}

const SPAN_WORDS = { day: 'today', month: 'this month' } as const

function amountWords(ctx: Asker, felt: Felt): string {
  const { whose, which, limit } = felt
  const messages = `${numberOf(ctx, limit)} ${limit === 1 ? 'message' : 'messages'}`
  if (whose === 'plan') return `${which === 'day' ? 'today’s' : 'this month’s'} ${messages}`
  const allowed =
    whose === 'key' ? 'this key allows' : isGiven(ctx, felt) ? 'you are allowed' : 'you allow yourself'
  return `the ${messages} ${allowed} ${SPAN_WORDS[which]}`
}

/**
 * Of several limits the one that is felt: reached, for longer, and with nothing that pays beyond it; else the one of which the smaller
 * part is left.
 */
function nearestOf({ counts, limits, beyond }: Standing): Felt | undefined {
  const felt = feltOf(counts, limits)
  const reached = felt.filter(isReached)
  const pays = beyond.credits > 0 || (beyond.extraLeft ?? 0) > 0
  const firm = reached.find(({ whose }) => whose !== 'plan' || !pays)
  const part = ({ used, limit }: Felt) => used / limit
  return firm ?? reached[0] ?? felt.toSorted((a, b) => part(b) - part(a))[0]
}

const numberOf = ({ locale }: Asker, value: number) => new Intl.NumberFormat(locale).format(value)

function resetWords({ timeZone, locale }: Asker, which: keyof Counts, now: Date): string {
  const at = resetOf(which, timeZone, now)
  if (which === 'month')
    return `on ${new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long' }).format(at)}`
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' }).format(at)
  return `at ${time}, in ${waitWords(at.getTime() - now.getTime())}`
}

function waitWords(ms: number): string {
  if (ms < HOUR_MS) return `${Math.max(1, Math.ceil(ms / 60_000))} min`
  return `${Math.round(ms / HOUR_MS)} h`
}
