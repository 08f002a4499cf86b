import 'server-only'
import { userNames } from '@/lib/accounts/server'
import type { Ctx, GivenCaps } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { havePlansEffect } from '@/lib/auth/seats'
import { planOf } from '@/lib/billing/server'
import { lesserCaps } from '@/lib/core/caps'
import { addDays, dayIn } from '@/lib/core/days'
import { type AllCounts, type Counts, findCounts } from '../counting/data'
import { limitsOf, mostOf } from '../limits-of'
import type {
  DayUsage,
  ModelUsage,
  PaidBy,
  UsageNotice,
  UsageOf,
  UsageRange,
  UsageTotals,
  UsageView,
} from '../schema'
import { tellOf } from '../tell'
import { resetOf } from '../words'
import { sumUsage, type UsageRow } from './data'
import { readAskers } from './read-askers'

/**
 * @returns what the page of usage shows: what is used of the plan by the workspace, and the caller's own calls of the last days, or
 * everybody's for those who manage a team
 * @throws AppError `forbidden`
 */
export async function readUsage(ctx: Ctx, range: UsageRange, of: UsageOf = 'me'): Promise<UsageView> {
  assertCan(ctx, of === 'team' ? 'team:manage' : 'profile:read')
  const now = new Date()
  const today = dayIn(ctx.timeZone, now)
  const first = addDays(today, 1 - range)
  const { workspaceId } = ctx
  const userId = of === 'team' ? null : ctx.userId
  const [counts, rows, askers] = await Promise.all([
    findCounts(ctx, today),
    sumUsage({ workspaceId, userId }, first),
    readAskers(ctx, first, of),
  ])
  const allowance = (which: keyof Counts) => ({
    ...tightest(ctx, counts, which),
    resetsAt: resetOf(which, ctx.timeZone, now).toISOString(),
  })
  const replies = rows.filter(isMessage)
  const paidBy = (payer: PaidBy) => totalsOf(replies.filter(({ _id }) => _id.paidBy === payer)).messages
  return {
    plan: havePlansEffect() ? planOf(ctx).name : null,
    today: allowance('day'),
    month: allowance('month'),
    notice: await tellOf(ctx, counts, now),
    caps: (ctx.ownCaps === undefined ? ctx.caps : ctx.ownCaps) ?? { day: null, month: null },
    ofPlan: mostOf({ ...ctx, caps: lesserCaps(ctx.givenCaps, ctx.teamCaps) }),
    given: await givenOf(ctx.givenCaps),
    givenByTeam: await givenOf(ctx.teamCaps),
    days: byDay(rows, first, today),
    models: byModel(rows),
    besides: totalsOf(rows.filter((row) => !isMessage(row))),
    total: { ...totalsOf(rows), messages: totalsOf(replies).messages },
    paidBy: { plan: paidBy('plan'), credit: paidBy('credit'), extra: paidBy('extra') },
    ...askers,
  }
}

/** @returns what somebody near a limit of their plan is told; null for everybody else, mostly without looking anything up */
export async function getUsageNotice(ctx: Ctx): Promise<UsageNotice | null> {
  assertCan(ctx, 'profile:read')
  const most = mostOf(ctx)
  if (most.day === null && most.month === null) return null
  const now = new Date()
  return tellOf(ctx, await findCounts(ctx, dayIn(ctx.timeZone, now)), now)
}

/** A reply in a conversation, or one to a program: everything else is besides. */
const isMessage = ({ _id }: UsageRow) => _id.feature === 'reply' || _id.feature === 'api'

/** Of the plan's limit and the person's own the one of which less is left. */
function tightest(ctx: Ctx, counts: AllCounts, which: keyof Counts) {
  const limits = limitsOf(ctx)
  const of = (whose: 'plan' | 'person') => ({ used: counts[whose][which], limit: limits[whose][which] })
  const [plan, person] = [of('plan'), of('person')]
  const left = ({ used, limit }: typeof plan) => (limit === null ? Infinity : limit - used)
  return left(person) < left(plan) ? person : plan
}

async function givenOf(given: GivenCaps | null | undefined): Promise<UsageView['given']> {
  if (!given) return null
  const { by, ...caps } = given
  return { ...caps, by: by ? ((await userNames([by])).get(by) ?? null) : null }
}

function totalsOf(rows: readonly UsageRow[]): UsageTotals {
  const sum = (pick: (row: UsageRow) => number) => rows.reduce((total, row) => total + pick(row), 0)
  return {
    messages: sum((row) => (isMessage(row) ? row.calls : 0)),
    input: sum(({ input }) => input),
    output: sum(({ output }) => output),
    cost: sum(({ cost }) => cost),
  }
}

function byDay(rows: readonly UsageRow[], first: string, last: string): DayUsage[] {
  const found = Map.groupBy(rows, ({ _id }) => _id.day)
  const days: DayUsage[] = []
  for (let day = first; day <= last; day = addDays(day, 1))
    days.push({ day, ...totalsOf(found.get(day) ?? []) })
  return days
}

function byModel(rows: readonly UsageRow[]): ModelUsage[] {
  return [...Map.groupBy(rows, ({ _id }) => _id.model)]
    .map(([model, own]) => ({
      model,
      ...totalsOf(own),
      cached: own.reduce((sum, { cached }) => sum + cached, 0),
      reasoning: own.reduce((sum, { reasoning }) => sum + reasoning, 0),
      isOwnKey: own.some(({ _id }) => _id.isOwnKey),
    }))
    .sort((a, b) => b.output - a.output)
}
