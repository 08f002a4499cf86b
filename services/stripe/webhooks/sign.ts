import { createHmac } from 'node:crypto'

/** The `Stripe-Signature` of a body, as of a moment in seconds. */
export function sign(body: string, secret: string, at: number): string {
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
  return `t=${at},v1=${signature}`
}
