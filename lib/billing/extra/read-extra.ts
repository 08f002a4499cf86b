import 'server-only'
import type { AccountDocument } from '../accounts/data'
import { extras } from '../plans/read-plans'
import type { Currency, ExtraView } from '../schema'
import type { Extra } from '../stored/data'

/** @returns how pay-as-you-go of a workspace stands */
export function stateOf(account: AccountDocument | null, extra: Extra | null, now: Date): ExtraView['state'] {
  if (extra?.isOn) return 'on'
  if (extra?.itemId) return 'ending'
  if (account?.status !== 'active' || account.cancelAt) return 'needs a plan'
  // What was used of this period has been billed: an item added again would bill it again.
  return extra && extra.used + extra.nextUsed > 0 && now < extra.periodEnd ? 'later' : 'off'
}

/** @returns what is shown of it; null where nobody pays as they go */
export function extraView(account: AccountDocument | null, extra: Extra | null): ExtraView | null {
  const { perMessage } = extras()
  if (!perMessage && !extra) return null
  const currency = extra?.isOn ? extra.currency : (account?.currency ?? 'USD')
  const each = extra?.isOn ? extra.perMessage : (perMessage?.[currency as Currency] ?? 0)
  return {
    state: stateOf(account, extra, new Date()),
    currency,
    perMessage: each,
    ceiling: extra?.ceiling ?? each * 500,
    used: extra?.used ?? 0,
    most: extra?.most ?? 0,
    periodEnd: (extra?.periodEnd ?? account?.periodEnd)?.toISOString() ?? null,
  }
}
