import 'server-only'
import { readFileSync } from 'node:fs'
import type { ZodType } from 'zod'
import type { Ctx } from '@/lib/auth/context'
import { havePlansEffect, heldAt } from '@/lib/auth/seats'
import { definedOnly } from '@/lib/core/objects'
import { getEnv } from '@/lib/env'
import {
  type Extras,
  extrasChange,
  type LimitName,
  type Pack,
  type Plan,
  type PlanChanges,
  planChanges,
} from '../schema'
import { EXTRAS } from './extras'
import { PLANS } from './plans'

let cached: { source: string | undefined; plans: readonly Plan[]; extras: Extras } | undefined

function read() {
  const source = getEnv().PLANS
  if (cached?.source !== source || !cached) {
    const file = isFile(source) ? readFile(source) : { plans: {}, extras: {} }
    cached = { source, plans: changedBy(file.plans), extras: { ...EXTRAS, ...definedOnly(file.extras) } }
  }
  return cached
}

/**
 * The plans of this installation: those of plans.ts as the file that PLANS names changes them. Plans that are not offered any more
 * stay what they are for those who have them.
 *
 * @throws Error naming what is wrong in the file
 */
export function allPlans(): readonly Plan[] {
  return read().plans
}

/** What there is beyond a plan, as the same file changes it. */
export function extras(): Extras {
  return read().extras
}

/** @returns the packs that can be bought; none where nothing is sold */
export function offeredPacks(): readonly Pack[] {
  return getEnv().STRIPE_SECRET_KEY && havePlansEffect() ? extras().packs : []
}

/** The same that can be had now, from the smallest on. */
export function offeredPlans(): Plan[] {
  const source = getEnv().PLANS
  const changes = isFile(source) ? readFile(source).plans : {}
  return allPlans().filter(({ key }) => changes[key]?.isOffered !== false)
}

/** @returns the plan of a workspace, which is the first one when nothing is paid or what was paid is over */
export function planOf(ctx: Pick<Ctx, 'plan'>, now: Date = new Date()): Plan {
  return planNamed(heldAt(ctx.plan, now)?.key)
}

/** @returns whether a workspace has no plan but the one that everybody has */
export const hasNoPlan = (ctx: Pick<Ctx, 'plan'>): boolean => planOf(ctx).key === planNamed(null).key

/** @returns the plan that is sold by talking; null where there is none, or plans mean nothing */
export function planOnRequest(): Plan | null {
  return (havePlansEffect() && offeredPlans().find(({ isOnRequest }) => isOnRequest)) || null
}

/** @returns the plan of this key; the first one for a key that is none (any more) */
export function planNamed(key: string | null | undefined): Plan {
  const plans = allPlans()
  const found = plans.find((plan) => plan.key === key) ?? plans[0]
  if (!found) throw new Error('there are no plans')
  return found
}

/** @returns how many a workspace may have with its seats; null: as many as it likes */
export function limitOf(ctx: Pick<Ctx, 'plan'>, name: LimitName, now: Date = new Date()): number | null {
  if (!havePlansEffect()) return null
  const plan = planOf(ctx, now)
  const limit = plan.limits[name]
  const seats = plan.hasSeats ? (heldAt(ctx.plan, now)?.seats ?? 1) : 1
  return limit === null ? null : limit * seats
}

/** @returns the next plan up that allows more of something; null when there is none */
export function nextPlanWith(ctx: Pick<Ctx, 'plan'>, name: LimitName): Plan | null {
  const now = limitOf(ctx, name)
  if (now === null) return null
  const allowsMore = ({ limits, isOnRequest }: Plan) => !isOnRequest && (limits[name] ?? Infinity) > now
  return getEnv().STRIPE_SECRET_KEY ? (offeredPlans().find(allowsMore) ?? null) : null
}

const isFile = (source: string | undefined): source is string => source !== undefined && source !== 'off'

function readFile(file: string) {
  const { extras: beyond = {}, ...plans } = JSON.parse(readFileSync(file, 'utf8'))
  const changes: PlanChanges = sound(planChanges, plans, `PLANS: ${file}`)
  const unknown = Object.keys(changes).find((key) => PLANS.every((plan) => plan.key !== key))
  if (unknown) throw new Error(`PLANS: ${file}: there is no plan "${unknown}"`)
  return { plans: changes, extras: sound(extrasChange, beyond, `PLANS: ${file}: extras`) }
}

/** @throws Error naming what is wrong */
function sound<T>(schema: ZodType<T>, value: unknown, where: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`${where}: ${issue?.path.join('.')}: ${issue?.message}`)
}

function changedBy(changes: PlanChanges): Plan[] {
  return PLANS.map((plan) => {
    const { limits = {}, isOffered: _, ...change } = changes[plan.key] ?? {}
    return { ...plan, ...definedOnly(change), limits: { ...plan.limits, ...definedOnly(limits) } } as Plan
  })
}
