import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { hasNoPlan, limitOf } from '@/lib/billing/server'
import { lesser } from '@/lib/core/caps'
import type { Limits, MostOf } from './counting/data'

export const NO_LIMIT: MostOf = { day: null, month: null }

const ofPlan = (ctx: Pick<Ctx, 'plan'>): MostOf => ({
  day: limitOf(ctx, 'messagesPerDay'),
  month: limitOf(ctx, 'messagesPerMonth'),
})

/** @returns what is checked for a message: each by counts of its own */
export function limitsOf(ctx: Pick<Ctx, 'plan' | 'caps' | 'apiKey'>): Limits {
  return {
    plan: ofPlan(ctx),
    person: ctx.caps ?? NO_LIMIT,
    key: ctx.apiKey?.caps ?? NO_LIMIT,
  }
}

/**
 * What somebody asks for in a team counts in their own workspace, too, where a limit of theirs holds everywhere: the one that whoever runs this
 * Numina gave them, and, in a team without a plan, that of their own plan: teams that cost nothing bring no further messages.
 *
 * @returns what is checked there; null where nothing is, and for who is at home
 */
export function limitsAtHome(ctx: Pick<Ctx, 'plan' | 'home' | 'givenCaps'>): Limits | null {
  if (!ctx.home) return null
  const plan = hasNoPlan(ctx) ? ofPlan(ctx.home) : NO_LIMIT
  const person = ctx.givenCaps ?? NO_LIMIT
  const isFree = [plan, person].every(({ day, month }) => day === null && month === null)
  return isFree ? null : { plan, person, key: NO_LIMIT }
}

/** @returns how many messages somebody may ask for, by the plan and by what they allow themselves */
export function mostOf(ctx: Pick<Ctx, 'plan' | 'caps'>): MostOf {
  const { plan, person } = limitsOf(ctx)
  return { day: lesser(plan.day, person.day), month: lesser(plan.month, person.month) }
}
