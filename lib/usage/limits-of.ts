import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { limitOf } from '@/lib/billing/server'
import { lesser } from '@/lib/core/caps'
import type { Limits, MostOf } from './counting/data'

export const NO_LIMIT: MostOf = { day: null, month: null }

/** @returns what is checked for a message: each by counts of its own */
export function limitsOf(ctx: Pick<Ctx, 'plan' | 'caps' | 'apiKey'>): Limits {
  return {
    plan: { day: limitOf(ctx, 'messagesPerDay'), month: limitOf(ctx, 'messagesPerMonth') },
    person: ctx.caps ?? NO_LIMIT,
    key: ctx.apiKey?.caps ?? NO_LIMIT,
  }
}

/** @returns how many messages somebody may ask for, by the plan and by what they allow themselves */
export function mostOf(ctx: Pick<Ctx, 'plan' | 'caps'>): MostOf {
  const { plan, person } = limitsOf(ctx)
  return { day: lesser(plan.day, person.day), month: lesser(plan.month, person.month) }
}
