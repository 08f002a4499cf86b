import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { limitOf, nextPlanWith } from '@/lib/billing/server'
import { addDays, dayIn, nextMonth } from '@/lib/core/days'
import { startOfDay } from '@/lib/core/start-of-day'
import type { Counts, MostOf } from './counting/data'
import type { UsageNotice } from './schema'

/** From this part of a limit on a person is told. */
const NEAR = 0.8
const LIMITS = { day: 'messagesPerDay', month: 'messagesPerMonth' } as const
const HOUR_MS = 60 * 60_000

type Asker = Pick<Ctx, 'plan' | 'caps' | 'timeZone' | 'locale'>

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

/** @returns what somebody near a limit or at it is told; null for everybody else */
export function noticeOf(ctx: Asker, counts: Counts, most: MostOf, now: Date): UsageNotice | null {
  const which = nearestOf(counts, most)
  const limit = most[which]
  if (limit === null || counts[which] < Math.ceil(limit * NEAR)) return null
  if (counts[which] >= limit) return { text: reachedOf(ctx, counts, most, now).text, isReached: true }
  const used = `${numberOf(ctx, counts[which])} of ${amountWords(ctx, which, limit)}`
  return { text: `You have used ${used}. New ones ${resetWords(ctx, which, now)}.`, isReached: false }
}

/** @returns what somebody at a limit is told, and the seconds until it begins anew */
export function reachedOf(
  ctx: Asker,
  counts: Counts,
  most: MostOf,
  now: Date,
): { text: string; retryAfter: number } {
  const which = nearestOf(counts, most)
  const limit = most[which] ?? counts[which]
  const what = amountWords(ctx, which, limit)
  const larger = nextPlanWith(ctx, LIMITS[which])
  const help = isOwn(ctx, which, limit)
    ? ', or now if you allow yourself more under Settings, Usage'
    : larger
      ? `, or more with ${larger.name}`
      : ''
  return {
    text: `You have used ${what}. New ones ${resetWords(ctx, which, now)}${help}. Nothing is lost.`,
    retryAfter: Math.max(1, Math.ceil((resetOf(which, ctx.timeZone, now).getTime() - now.getTime()) / 1000)),
  }
}

/** @returns whether it is the person themselves who allows no more */
const isOwn = (ctx: Asker, which: keyof Counts, limit: number) =>
  ctx.caps?.[which] === limit && limitOf(ctx, LIMITS[which]) !== limit

function amountWords(ctx: Asker, which: keyof Counts, limit: number): string {
  const messages = `${numberOf(ctx, limit)} ${limit === 1 ? 'message' : 'messages'}`
  if (isOwn(ctx, which, limit))
    return `the ${messages} you allow yourself ${which === 'day' ? 'today' : 'this month'}`
  return `${which === 'day' ? 'today’s' : 'this month’s'} ${messages}`
}

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
