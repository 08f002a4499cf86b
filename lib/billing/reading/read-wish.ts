import 'server-only'
import { offeredPlans } from '../plans/read-plans'
import { type CheckoutInput, type Currency, checkoutInput } from '../schema'

/** @returns what a link to the checkout wishes for; the smallest plan by the month where it says nothing sensible */
export function readWish(params: Record<string, unknown>, currency: Currency): CheckoutInput {
  const [first] = offeredPlans().filter(({ prices }) => prices !== null)
  const usual: CheckoutInput = { plan: first?.key ?? '', interval: 'month', currency, seats: 1 }
  const { plan, interval, currency: wanted, seats } = params
  const parsed = checkoutInput.safeParse({
    ...usual,
    ...(typeof plan === 'string' && {
      plan,
      interval,
      currency: wanted ?? currency,
      seats: Number(seats ?? 1),
    }),
  })
  return parsed.success ? parsed.data : usual
}
