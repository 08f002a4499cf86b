import type { AccountDocument } from '../accounts/data'
import type { MovementKind } from '../schema'

/** What an account brings a year, and with which plan. Whole numbers: sums are exact. */
export type Brought = { currency: string | null; plan: string | null; yearly: number }

/** A change from what an account brought to what it brings, in one currency. */
export type Step = {
  kind: MovementKind
  currency: string
  plan: string | null
  fromPlan: string | null
  before: number
  after: number
}

/** States in which a subscription counts as coming in: paid, or about to be paid. */
const COUNTED: readonly string[] = ['active', 'past_due']

const NOTHING: Brought = { currency: null, plan: null, yearly: 0 }

/** @returns what an account brings; nothing for one that is gone */
export function broughtBy(account: AccountDocument | null): Brought {
  if (!account || !COUNTED.includes(account.status)) return NOTHING
  const { monthly, currency, plan } = account
  // A twelfth of a year's whole amount: twelve of them are whole again.
  const yearly = Math.round((monthly ?? 0) * 12)
  return currency && yearly > 0 ? { currency, plan, yearly } : NOTHING
}

/**
 * @param isFirst nothing was ever brought before
 * @returns the next step from what was brought to what is; null when they are the same. A change of currency is two: an end, and then
 * a beginning
 */
export function stepBetween(was: Brought, is: Brought, isFirst: boolean): Step | null {
  if (was.yearly === 0 && is.yearly === 0) return null
  if (was.yearly === 0)
    return step(isFirst ? 'new' : 'reactivated', is.currency, {
      from: null,
      to: is.plan,
      was: 0,
      is: is.yearly,
    })
  if (is.yearly === 0 || is.currency !== was.currency)
    return step('churned', was.currency, { from: was.plan, to: null, was: was.yearly, is: 0 })
  if (is.yearly === was.yearly && is.plan === was.plan) return null
  const kind = is.yearly < was.yearly ? 'contraction' : 'expansion'
  return step(kind, is.currency, { from: was.plan, to: is.plan, was: was.yearly, is: is.yearly })
}

function step(
  kind: MovementKind,
  currency: string | null,
  { from, to, was, is }: { from: string | null; to: string | null; was: number; is: number },
): Step {
  return { kind, currency: currency ?? '', plan: to, fromPlan: from, before: was, after: is }
}
