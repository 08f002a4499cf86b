import { invalid } from '../core/errors.ts'

type Brand = 'visa' | 'mastercard' | 'amex'
/** How the bank of a test card behaves. */
export type Behaviour = {
  brand: Brand
  /** Refused with this code (and, for `card_declined`, this reason). */
  decline?: { code: string; reason: string; message: string }
  /** Refused only when money is asked for, not when it is saved. */
  saves?: true
  /** Asks its owner: until it is set up for later payments, or whenever its owner is there, or every time. */
  challenge?: 'until_set_up' | 'in_person' | 'always'
  /** Its owner takes the payment back. */
  dispute?: 'fraudulent' | 'product_not_received'
}

const declined = (reason: string, message = 'Your card was declined.', code = 'card_declined') => ({
  decline: { code, reason, message },
})

/** Stripe's test card numbers. */
const CARDS: Record<string, Behaviour> = {
  '4242424242424242': { brand: 'visa' },
  '4000056655665556': { brand: 'visa' },
  '5555555555554444': { brand: 'mastercard' },
  '378282246310005': { brand: 'amex' },
  '4000000000000002': { brand: 'visa', ...declined('generic_decline') },
  '4000000000009995': {
    brand: 'visa',
    ...declined('insufficient_funds', 'Your card has insufficient funds.'),
  },
  '4000000000009987': { brand: 'visa', ...declined('lost_card') },
  '4000000000009979': { brand: 'visa', ...declined('stolen_card') },
  '4000000000000069': {
    brand: 'visa',
    ...declined('expired_card', 'Your card has expired.', 'expired_card'),
  },
  '4000000000000127': {
    brand: 'visa',
    ...declined('incorrect_cvc', "Your card's security code is incorrect.", 'incorrect_cvc'),
  },
  '4000000000000119': {
    brand: 'visa',
    ...declined(
      'processing_error',
      'An error occurred while processing your card. Try again in a little bit.',
      'processing_error',
    ),
  },
  '4000000000000341': { brand: 'visa', saves: true, ...declined('generic_decline') },
  '4000002500003155': { brand: 'visa', challenge: 'until_set_up' },
  '4000000000003220': { brand: 'visa', challenge: 'in_person' },
  '4000002760003184': { brand: 'visa', challenge: 'always' },
  '4000008260003178': {
    brand: 'visa',
    challenge: 'until_set_up',
    saves: true,
    ...declined('insufficient_funds', 'Your card has insufficient funds.'),
  },
  '4000000000000259': { brand: 'visa', dispute: 'fraudulent' },
  '4000000000002685': { brand: 'visa', dispute: 'product_not_received' },
}

/** Names for cards in requests, where numbers must not be: `pm_card_…` and `tok_…`. */
const NAMES: Record<string, string> = {
  visa: '4242424242424242',
  visa_debit: '4000056655665556',
  mastercard: '5555555555554444',
  amex: '378282246310005',
  chargeDeclined: '4000000000000002',
  visa_chargeDeclined: '4000000000000002',
  chargeDeclinedInsufficientFunds: '4000000000009995',
  visa_chargeDeclinedInsufficientFunds: '4000000000009995',
  chargeDeclinedExpiredCard: '4000000000000069',
  chargeDeclinedIncorrectCvc: '4000000000000127',
  chargeDeclinedProcessingError: '4000000000000119',
  chargeCustomerFail: '4000000000000341',
  authenticationRequiredOnSetup: '4000002500003155',
  threeDSecure2Required: '4000000000003220',
  threeDSecureRequired: '4000000000003220',
  authenticationRequired: '4000002760003184',
  authenticationRequiredChargeDeclinedInsufficientFunds: '4000008260003178',
  createDispute: '4000000000000259',
  createDisputeProductNotReceived: '4000000000002685',
}

/** @throws StripeError for a number that is no test card: real ones are never taken */
export function behaviourOf(number: string): Behaviour {
  const card = CARDS[number]
  if (card) return card
  throw invalid(
    'Your card was declined. Only test card numbers are taken here, as 4242 4242 4242 4242: payments are simulated.',
    {
      code: 'card_declined',
      decline_code: 'test_mode_live_card',
      param: 'number',
    },
    402,
  )
}

/** @returns the number behind `pm_card_visa` or `tok_visa`, if it is such a name */
export const numberNamed = (name: string): string | undefined => NAMES[name.replace(/^(pm_card|tok)_/, '')]
