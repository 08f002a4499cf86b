/** What an error says besides its message; the names are Stripe's. */
type Details = {
  code?: string
  param?: string
  decline_code?: string
  payment_intent?: unknown
  setup_intent?: unknown
  charge?: string
}

export type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'

/** An answer that is no success, in Stripe's shape. */
export class StripeError extends Error {
  readonly status: number
  readonly type: ErrorType
  readonly details: Details

  constructor(status: number, type: ErrorType, message: string, details: Details = {}) {
    super(message)
    this.status = status
    this.type = type
    this.details = details
  }

  /** A card's refusal leaves its traces (a failed charge, a waiting intent); every other error leaves nothing. */
  get keepsChanges(): boolean {
    return this.type === 'card_error'
  }

  toBody(requestId: string) {
    const { code, ...rest } = this.details
    const docs = code
      ? { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }
      : {}
    return {
      error: {
        ...docs,
        message: this.message,
        type: this.type,
        ...rest,
        request_log_url: null,
        request_id: requestId,
      },
    }
  }
}

/** The request asks for what cannot be. */
export const invalid = (message: string, details: Details = {}, status = 400) =>
  new StripeError(status, 'invalid_request_error', message, details)

/** What Stripe can do and this stand-in cannot. */
export const notSimulated = (what: string, param?: string) =>
  invalid(`Numina's local Stripe does not simulate ${what}; see services/stripe/README.md.`, {
    code: 'feature_not_simulated',
    ...(param && { param }),
  })

export const missing = (kind: string, id: string, param = 'id') =>
  invalid(`No such ${kind}: '${id}'`, { code: 'resource_missing', param }, 404)
