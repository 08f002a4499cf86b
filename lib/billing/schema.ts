/** The wire types of plans and billing. Safe in the browser. */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import { CURRENCIES, INTERVALS, NOTE_MAX, SEATS_MAX, TRIAL_DAYS_MAX } from './limits'
import { type Currency, receiverInput } from './wire'

export * from './wire'

export type Interval = (typeof INTERVALS)[number]

/** Null: as many as one likes. */
export type PlanLimits = { messagesPerDay: number | null; messagesPerMonth: number | null }
export type LimitName = keyof PlanLimits

/** Prices in the smallest unit of the currency. */
export type Prices = Record<Interval, Record<Currency, number>>

export type Plan = {
  /** As stored and as Stripe's lookup keys have it; never shown. */
  key: string
  name: string
  /** Whom it is for, in a line. */
  summary: string
  /** Of one seat. */
  limits: PlanLimits
  /** Null: free, or on request. */
  prices: Prices | null
  /** Several seats can be bought, and what they bring is shared in the workspace. */
  hasSeats: boolean
  /** Days for which a workspace that never had a plan tries it before anything is charged. 0: none. */
  trialDays: number
  /** Sold by talking. */
  isOnRequest: boolean
}

/** What the page of prices shows. */
export type PriceList = {
  plans: Plan[]
  /** What every plan has. */
  included: readonly string[]
  /** Plans can be bought here. */
  isSelling: boolean
}

const limit = z.number().int().min(0).nullable()
const amounts = z.record(z.enum(CURRENCIES), z.number().int().min(1))

/** A plan as the operator changes it. What is left out stays. */
const planChange = z
  .strictObject({
    name: z.string().trim().min(1).max(40),
    summary: z.string().trim().max(200),
    limits: z.strictObject({ messagesPerDay: limit, messagesPerMonth: limit }).partial(),
    prices: z.strictObject({ month: amounts, year: amounts }),
    trialDays: z.number().int().min(0).max(TRIAL_DAYS_MAX),
    isOffered: z.boolean(),
  })
  .partial()

/** The file that PLANS names. */
export const planChanges = z.record(z.string(), planChange)
export type PlanChanges = z.infer<typeof planChanges>

export const checkoutInput = z.object({
  plan: z.string().min(1).max(40),
  interval: z.enum(INTERVALS),
  currency: z.enum(CURRENCIES),
  seats: z
    .number()
    .int('Enter a whole number.')
    .min(1, 'Choose one seat or more.')
    .max(SEATS_MAX, `For more than ${SEATS_MAX} seats write to us.`),
})
export type CheckoutInput = z.infer<typeof checkoutInput>

/** Another plan in place of the one that runs; the currency stays. */
export const changeInput = checkoutInput.omit({ currency: true })
export type ChangeInput = z.infer<typeof changeInput>

/** What a change costs. Amounts in the smallest unit of the currency. */
export type ChangePreview = {
  /** The invoice is made at once; in a trial, when that ends. */
  isNow: boolean
  /** What that invoice, or the next one, comes to; below zero it is kept for later ones. */
  due: number
  /** The part of it that is for days already paid, or not paid yet. */
  prorated: number
  /** When the next invoice is; null when it is made at once. ISO 8601. */
  at: string | null
  /** What it is each month or year from then on. */
  amount: number
  currency: string
}

/** What somebody wants of the portal. `to`: what to confirm there. */
export const portalInput = z.object({
  wish: z.enum(['look', 'change', 'cancel']),
  to: changeInput.optional(),
})
export type PortalInput = z.infer<typeof portalInput>

/** As Stripe names them; `none`: nothing was ever bought. */
export type SubscriptionStatus =
  | 'none'
  | 'trialing'
  | 'active'
  | 'past_due'
  | 'incomplete'
  | 'incomplete_expired'
  | 'unpaid'
  | 'paused'
  | 'canceled'

export type Card = { brand: string; last4: string; expires: string }

export type InvoiceDto = {
  id: string
  number: string
  /** ISO 8601. */
  at: string
  /** In the smallest unit of the currency. */
  total: number
  currency: string
  status: string
  pdf: string | null
  page: string | null
}

/** What Settings › Billing shows. Times are ISO 8601. */
export type BillingView = {
  plan: string
  planKey: string
  /** The plan of the subscription. */
  paid: string
  paidKey: string
  /** The plan that was given, while it counts. */
  given: GivenPlan | null
  status: SubscriptionStatus
  interval: string | null
  currency: string | null
  seats: number | null
  periodEnd: string | null
  trialEnd: string | null
  cancelAt: string | null
  /** When the plan ends unless what is owed is paid. */
  graceEnd: string | null
  card: Card | null
  hasPortal: boolean
  /** Null: they cannot be listed just now. */
  invoices: InvoiceDto[] | null
}

/** An account that was not as Stripe knows it. */
export type Drift = { customerId: string; what: string }

/** Amounts are a month's, in the smallest unit of the currency. */
export type Revenue = {
  byPlan: {
    plan: string
    currency: string
    status: SubscriptionStatus
    count: number
    seats: number
    monthly: number
  }[]
  /** The last comparison with Stripe; null before the first. */
  check: { at: string; checked: number; drift: Drift[]; error: string | null } | null
}

/** `churned`: nothing comes in any more; `reactivated`: something does again. The last three change nothing that is paid. */
export type MovementKind =
  | 'new'
  | 'reactivated'
  | 'expansion'
  | 'contraction'
  | 'churned'
  | 'trial_begun'
  | 'trial_converted'
  | 'payment_failed'

/** A month of one currency. Amounts are a year's, in the smallest unit of the currency: whole also for what is paid by the month. */
export type GrowthMonth = {
  /** YYYY-MM, of UTC. */
  month: string
  new: number
  reactivated: number
  expansion: number
  contraction: number
  churned: number
  /** What came from other plans or went to them; nothing in all. */
  moved: number
  /** What comes in at the end of the month. */
  total: number
  trials: number
  converted: number
  failed: number
}
/** All months of a currency, oldest first: of one plan, or (null) of all. */
export type GrowthSeries = { currency: string; plan: string | null; months: GrowthMonth[] }

/** A plan that whoever runs this Numina gave a workspace, whatever is paid. */
export type GivenPlan = {
  plan: string
  seats: number
  /** From then on it counts no more. ISO 8601. */
  until: string
  /** Why, for the person to read; may be empty. */
  note: string
}
export type GivenPlanRow = GivenPlan & { id: string; name: string }
export type GivenPlanList = { rows: GivenPlanRow[]; plans: Pick<Plan, 'key' | 'name' | 'hasSeats'>[] }

export const givePlanInput = receiverInput.extend({
  plan: z.string().min(1).max(40),
  seats: z.coerce
    .number('Enter a whole number.')
    .int('Enter a whole number.')
    .min(1, 'Give one seat or more.')
    .max(SEATS_MAX, `Give at most ${SEATS_MAX} seats.`)
    .default(1),
  /** The last day. */
  until: z.iso.date('Choose a day.'),
  note: z.string().trim().max(NOTE_MAX, `Use at most ${NOTE_MAX} characters.`).default(''),
})
export type GivePlanInput = z.output<typeof givePlanInput>

export const takePlanBackInput = z.object({ id: idSchema })
export type TakePlanBackInput = z.infer<typeof takePlanBackInput>

export type SubscriptionRow = Pick<
  BillingView,
  'status' | 'interval' | 'currency' | 'seats' | 'periodEnd' | 'cancelAt'
> & { id: string; name: string; customerId: string; plan: string; monthly: number | null }

export const subscriptionSearch = z.object({ words: z.string().trim().max(100) })
export type SubscriptionSearch = z.infer<typeof subscriptionSearch>
