import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { type Beyond, limitOf, nextPlanWith } from '@/lib/billing/server'
import { addDays, dayIn, nextMonth } from '@/lib/core/days'
import { startOfDay } from '@/lib/core/start-of-day'
import type { Counts, MostOf } from './counting/data'
import type { UsageNotice } from './schema'

/** From this part of a limit on a person is told. */
const NEAR = 0.8
const LIMITS = { day: 'messagesPerDay', month: 'messagesPerMonth' } as const
const HOUR_MS = 60 * 60_000

export type Asker = Pick<Ctx, 'plan' | 'caps' | 'givenCaps' | 'timeZone' | 'locale'>

/** When a limit begins anew, where the person is. */
export function resetOf(which: keyof Counts, timeZone: string, now: Date): Date {
  const today = dayIn(timeZone, now)
  const next = which === 'day' ? addDays(today, 1) : nextMonth(today)
  return startOfDay(next, timeZone) ?? now
}

/** @returns whether this message is the one at which somebody should be told: at 80 % of a limit, and at the limit */
export function isNewsworthy(counts: Counts, most: MostOf): boolean {
  return (['day', 'month'] as const).some((which) => {
    const limit = most[which]
    return limit !== null && (counts[which] === Math.ceil(limit * NEAR) || counts[which] === limit)
  })
}

/** @returns whether somebody is near a limit or at it */
export const isNear = (counts: Counts, most: MostOf): boolean =>
  (['day', 'month'] as const).some((which) => {
    const limit = most[which]
    return limit !== null && counts[which] >= Math.ceil(limit * NEAR)
  })

/** How somebody stands: what is counted by the plan, their limits, and what they have beyond them. */
type Standing = { counts: Counts; most: MostOf; beyond: Beyond }

/** @returns what somebody near a limit or at it is told, what pays next, and what helps; null for everybody else */
export function noticeOf(ctx: Asker, standing: Standing, now: Date): UsageNotice | null {
  const { counts, most, beyond } = standing
  const which = nearestOf(counts, most)
  const limit = most[which]
  if (limit === null || !isNear(counts, most)) return null
  const next = isOwn(ctx, which, limit) ? null : payerWords(ctx, beyond)
  if (counts[which] < limit) {
    const used = `${numberOf(ctx, counts[which])} of ${amountWords(ctx, which, limit)}`
    const then = next ? ` After that ${next} used.` : ''
    return {
      text: `You have used ${used}. New ones ${resetWords(ctx, which, now)}.${then}`,
      isReached: false,
    }
  }
  if (!next || ownReached(ctx, standing)) return { text: reachedOf(ctx, standing, now).text, isReached: true }
  const text = `You have used ${amountWords(ctx, which, limit)}, and ${next} used now. New ones ${resetWords(ctx, which, now)}.`
  return { text, isReached: false }
}

/** @returns what somebody at a limit is told, and the seconds until it begins anew */
export function reachedOf(ctx: Asker, standing: Standing, now: Date): { text: string; retryAfter: number } {
  const own = ownReached(ctx, standing)
  const { counts, most, beyond } = standing
  const which = own ?? nearestOf(counts, most)
  const limit = (own ? ctx.caps?.[own] : most[which]) ?? counts[which]
  const help = own || isOwn(ctx, which, limit) ? ownHelp(ctx, which, limit) : helpWords(ctx, which, beyond)
  const what = own ? ownWords(ctx, own, limit) : amountWords(ctx, which, limit)
  const full = !own && beyond.extraLeft === 0 ? ', and pay-as-you-go has reached its ceiling' : ''
  const stopped = !own && beyond.isTopUpStopped ? ' Auto top-up is off, since the card was refused.' : ''
  return {
    text: `You have used ${what}${full}. New ones ${resetWords(ctx, which, now)}${help}.${stopped} Nothing is lost.`,
    retryAfter: Math.max(1, Math.ceil((resetOf(which, ctx.timeZone, now).getTime() - now.getTime()) / 1000)),
  }
}

/** Whoever was given a limit cannot raise it themselves. */
const ownHelp = (ctx: Asker, which: keyof Counts, limit: number) =>
  isGiven(ctx, which, limit)
    ? ', or when whoever set this limit raises it: see Settings, Usage'
    : ', or now if you allow yourself more under Settings, Usage'

const isGiven = ({ givenCaps }: Asker, which: keyof Counts, limit: number) => givenCaps?.[which] === limit

/** What somebody can do who does not want to wait. */
function helpWords(ctx: Asker, which: keyof Counts, { canBuy, canAgree }: Beyond): string {
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

/** @returns the limit of their own that somebody has reached with all of their messages, whatever paid for them */
function ownReached({ caps }: Asker, { counts, beyond }: Standing): keyof Counts | null {
  const isFull = (which: keyof Counts) =>
    caps?.[which] != null && beyond.taken[which] > 0 && counts[which] + beyond.taken[which] >= caps[which]
  return isFull('month') ? 'month' : isFull('day') ? 'day' : null
}

/** @returns whether it is the person themselves who allows no more */
const isOwn = (ctx: Asker, which: keyof Counts, limit: number) =>
  ctx.caps?.[which] === limit && limitOf(ctx, LIMITS[which]) !== limit

function amountWords(ctx: Asker, which: keyof Counts, limit: number): string {
  const messages = `${numberOf(ctx, limit)} ${limit === 1 ? 'message' : 'messages'}`
  if (isOwn(ctx, which, limit)) return ownWords(ctx, which, limit)
  return `${which === 'day' ? 'today’s' : 'this month’s'} ${messages}`
}

const ownWords = (ctx: Asker, which: keyof Counts, limit: number) =>
  `the ${numberOf(ctx, limit)} ${limit === 1 ? 'message' : 'messages'} ${isGiven(ctx, which, limit) ? 'you are allowed' : 'you allow yourself'} ${which === 'day' ? 'today' : 'this month'}`

/** Of two limits the one that is felt: reached, and for longer; else the one of which less is left. */
function nearestOf(counts: Counts, most: MostOf): keyof Counts {
  if (most.month !== null && counts.month >= most.month) return 'month'
  if (most.day !== null && counts.day >= most.day) return 'day'
  const part = (which: keyof Counts) => (most[which] ? counts[which] / most[which] : 0)
  return part('month') > part('day') ? 'month' : 'day'
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
