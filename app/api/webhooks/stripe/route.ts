import { receiveEvent } from '@/lib/billing/server'
import { readText } from '@/lib/http/respond'
import { publicRoute } from '@/lib/http/route'

const MAX_BYTES = 1024 * 1024

/** Stripe's events. Without a limit of the rate: a signature costs less to check than to be told to come back. */
export const POST = publicRoute({ name: 'webhooks.stripe' }, async (request) => {
  const body = await readText(request, MAX_BYTES)
  const outcome = await receiveEvent(body, request.headers.get('stripe-signature'))
  return Response.json({ received: true, outcome })
})
