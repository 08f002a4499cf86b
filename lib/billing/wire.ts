/** The wire types of what goes beyond a plan, and of seats. Safe in the browser. */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import { CEILING_MAX, CREDIT_MAX, CURRENCIES, type INTERVALS, NOTE_MAX, PACKS_MAX, SEATS_MAX } from './limits'

export type Currency = (typeof CURRENCIES)[number]

/** What pays for a message. */
export type PaidBy = 'plan' | 'credit' | 'extra'

const amounts = z.record(z.enum(CURRENCIES), z.number().int().min(1))
const pack = z.strictObject({
  /** As Stripe's lookup keys have it. */
  key: z.string().regex(/^[a-z0-9_]{1,20}$/),
  messages: z.number().int().min(1).max(CREDIT_MAX),
  /** In the smallest unit of each currency. */
  prices: amounts,
})
export type Pack = z.infer<typeof pack>

const extras = z.strictObject({
  packs: z
    .array(pack)
    .max(6)
    .refine((packs) => new Set(packs.map(({ key }) => key)).size === packs.length, 'two packs of one key'),
  /** Of a message that is paid as one goes; null: there is no such thing here. */
  perMessage: amounts.nullable(),
})
export type Extras = z.infer<typeof extras>
/** As an operator changes it. What is left out stays. */
export const extrasChange = extras.partial()

export const packInput = z.object({
  pack: z.string().min(1).max(20),
  currency: z.enum(CURRENCIES),
  count: z
    .number('Enter a whole number.')
    .int('Enter a whole number.')
    .min(1, 'Buy one or more.')
    .max(PACKS_MAX, `Buy at most ${PACKS_MAX} at once.`),
  /** The card is kept, for what is bought by itself later. */
  keepsCard: z.boolean().default(false),
})
export type PackInput = z.output<typeof packInput>

export type CreditKind = 'bought' | 'topped_up' | 'given' | 'returned'
export type CreditEntryDto = {
  id: string
  kind: CreditKind
  /** Below zero: taken back. */
  messages: number
  amount: number | null
  currency: string | null
  note: string | null
  /** ISO 8601. */
  at: string
}

const ceiling = z
  .number('Enter an amount.')
  .int('Enter an amount.')
  .min(1, 'Enter more than nothing.')
  .max(CEILING_MAX, 'Enter less.')

/** In the smallest unit of the subscription's currency. */
export const extraInput = z.object({ ceiling })
export type ExtraInput = z.infer<typeof extraInput>

/** Pay-as-you-go of a workspace. Amounts in the smallest unit of the currency. */
export type ExtraView = {
  /** `off`: it can be switched on. `ending`: what was used is still being counted. `later`: on again from the next period. */
  state: 'on' | 'off' | 'ending' | 'later' | 'needs a plan'
  currency: string
  perMessage: number
  ceiling: number
  /** Messages of this billing period, and how many the ceiling is. */
  used: number
  most: number
  /** ISO 8601. */
  periodEnd: string | null
}

/** The ceiling is a month's, in the smallest unit of the currency. */
export const topUpInput = z.object({
  pack: z.string().min(1).max(20),
  currency: z.enum(CURRENCIES),
  threshold: z
    .number('Enter a whole number.')
    .int('Enter a whole number.')
    .min(1, 'Enter 1 or more.')
    .max(CREDIT_MAX, 'Enter less.'),
  ceiling,
})
export type TopUpInput = z.infer<typeof topUpInput>

export type TopUpView = {
  /** `declined`, `authentication`: it was switched off because the card was refused, or wants its owner to confirm. */
  state: 'on' | 'off' | 'declined' | 'authentication'
  pack: string
  currency: string | null
  threshold: number
  ceiling: number | null
  /** This month (UTC). */
  spent: number
}

/** What Settings › Billing shows of what goes beyond the plan. */
export type BeyondView = {
  /** Prepaid messages that are left. */
  credits: number
  packs: readonly Pack[]
  /** Null: nobody pays as they go here. */
  extra: ExtraView | null
  /** Null: nothing is bought by itself here. */
  topUp: TopUpView | null
  /** The newest first. */
  entries: CreditEntryDto[]
}

/** A person's own workspace, or the team of theirs that is named. */
export const receiverInput = z.object({
  email: z.string().trim().toLowerCase().min(1, 'Enter an address.').max(200),
  team: z.string().trim().max(80).default(''),
})
export type ReceiverInput = z.output<typeof receiverInput>

export const giveCreditsInput = receiverInput.extend({
  /** Made where the form is: the same twice is once. */
  id: idSchema,
  messages: z.coerce
    .number('Enter a whole number.')
    .int('Enter a whole number.')
    .min(1, 'Give one message or more.')
    .max(CREDIT_MAX, `Give at most ${CREDIT_MAX.toLocaleString('en')} at once.`),
  note: z.string().trim().min(1, 'Say why.').max(NOTE_MAX, `Use at most ${NOTE_MAX} characters.`),
})
export type GiveCreditsInput = z.output<typeof giveCreditsInput>

export type GivenCreditsRow = { id: string; name: string; messages: number; note: string; at: string }

/** More seats, or fewer: so many. */
export const seatsInput = z.object({
  by: z
    .number('Enter a whole number.')
    .int('Enter a whole number.')
    .min(-SEATS_MAX)
    .max(SEATS_MAX, `For more than ${SEATS_MAX} seats write to us.`)
    .refine((by) => by !== 0, 'Enter 1 or more.'),
})
export type SeatsInput = z.infer<typeof seatsInput>

const seatCount = z.number().int().min(1).max(SEATS_MAX)
/** What a preview said, to be done. */
export const seatsChange = z.object({
  from: seatCount,
  to: seatCount,
  /** The moment the amount was reckoned for. Seconds. */
  at: z.number().int().min(0),
  /** Of the preview: doing the same once more does nothing. */
  key: idSchema,
})
export type SeatsChange = z.infer<typeof seatsChange>
/** `url`: where the bank wants to see who pays; the seats are there afterwards. */
export type SeatsChanged = { url: string | null }

/** Amounts in the smallest unit of the currency. */
export type SeatsPreview = SeatsChange & {
  /** `keep`: takes back what was given up and is paid for still. */
  kind: 'add' | 'keep' | 'giveUp'
  /** Charged at once. */
  due: number
  /** When the next period begins. ISO 8601. */
  renewsAt: string | null
  isTrial: boolean
  /** What all seats are each month or year from then on. */
  amount: number
  currency: string
  interval: (typeof INTERVALS)[number]
}

/** `least`: so many at least, for members and invitations. */
export type SeatNeeds = { isTeam: boolean; least: number }

export type SeatsView = {
  /** At the next renewal. */
  paid: number
  /** Until then. */
  usable: number
  /** When those end that were given up; null when none were. ISO 8601. */
  until: string | null
  members: number
  invitations: number
  /** False: the plan ends. */
  canChange: boolean
}

/** What somebody should know wherever they are, and what the way to billing is called where they may manage it. */
export type BillingNotice = { text: string; help: string | null }

/** Seats that were given up and are paid for until the period ends: how many can be used until then. ISO 8601. */
export type KeptSeats = { count: number; until: string }
