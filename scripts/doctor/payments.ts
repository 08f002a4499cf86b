import type { Settings } from '../lib/settings.ts'
import { type Finding, reasonOf, showUrl, TIMEOUT_MS } from './finding.ts'

/** Asks Stripe whether it knows the key. */
export async function checkPayments({ variables, home }: Settings): Promise<Finding> {
  const key = variables['STRIPE_SECRET_KEY']
  if (!key && variables['STRIPE_LOCAL'] === 'off') return { state: 'off', text: 'nothing is sold' }
  if (!key) return { state: 'ok', text: `are simulated on this machine, in ${home}/stripe` }
  const base = variables['STRIPE_API_BASE'] || 'https://api.stripe.com'
  const money = key.includes('_live_') ? 'real money' : 'test mode'
  try {
    const response = await fetch(new URL('/v1/account', base), {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    // A restricted key is known and may not look at the account.
    if (response.ok || response.status === 403)
      return withWebhook(variables, `${showUrl(base)} knows the key (${money})`)
    const text = `${showUrl(base)} answers ${response.status} to STRIPE_SECRET_KEY`
    return {
      state: 'problem',
      text,
      hint: 'Copy the secret key from Stripe’s dashboard, Developers, API keys.',
    }
  } catch (error) {
    return { state: 'problem', text: `${showUrl(base)} does not answer: ${reasonOf(error)}` }
  }
}

function withWebhook(variables: Settings['variables'], text: string): Finding {
  if (variables['STRIPE_WEBHOOK_SECRET']) return { state: 'ok', text }
  return {
    state: 'problem',
    text: `${text}, but STRIPE_WEBHOOK_SECRET is not set: what is paid is noticed late`,
    hint: 'Make a webhook endpoint for /api/webhooks/stripe in Stripe’s dashboard and set its secret.',
  }
}
