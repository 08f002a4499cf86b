import { randomBytes } from 'node:crypto'
import { healthUrl } from '../lib/settings.ts'
import type { Launch } from './context.ts'
import { keepRunning } from './keep-running.ts'

const READY_LIMIT_MS = 30_000

/** Where the app finds the local Stripe. The secret of its webhooks is new with each start; both sides get it here. */
export const localStripe = (port: number) => ({
  STRIPE_API_BASE: `http://127.0.0.1:${port}`,
  STRIPE_SECRET_KEY: 'sk_test_local',
  STRIPE_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString('hex')}`,
})

/** Starts the local Stripe. While it is away nobody can pay; what it has to tell waits. */
export async function startStripe(launch: Launch, port: number): Promise<void> {
  const { crew, report, settings, env } = launch
  const webhook = new URL('/api/webhooks/stripe', healthUrl(settings)).href
  const place = ['--port', String(port), '--dir', `${settings.home}/stripe`]
  const args = ['services/stripe/main.ts', ...place, '--webhook', webhook]
  const start = () =>
    crew.start('stripe', { name: 'local Stripe', args, env, log: `${settings.home}/logs/stripe.log` })
  const child = start()
  const outcome = await child.says(/^ready$/, READY_LIMIT_MS)
  if (outcome !== 'said' && !crew.isStopping())
    report.line(`  ! The local Stripe did not start: nobody can pay. Its log: ${child.log}`)
  void keepRunning(launch, 'The local Stripe', child, start)
}
