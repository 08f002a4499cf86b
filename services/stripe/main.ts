/**
 * The local Stripe in the foreground: `node services/stripe/main.ts --port N --dir D [--webhook URL]`.
 * Prints its address, its key, the secret of the webhook, and `ready`.
 */
import { enableCompileCache } from 'node:module'
import { parseArgs } from 'node:util'

const USAGE =
  'usage: node services/stripe/main.ts --port PORT --dir DIRECTORY [--webhook URL] [--after-dunning canceled|unpaid|past_due]   (0 takes a free port)'
const AFTER = ['canceled', 'unpaid', 'past_due'] as const

function fail(message: string): never {
  console.error(`numina-stripe: ${message}`)
  process.exit(1)
}

function readOptions() {
  const text = { type: 'string' } as const
  try {
    const {
      port,
      dir,
      webhook,
      'after-dunning': after = 'canceled',
    } = parseArgs({
      options: { port: text, dir: text, webhook: text, 'after-dunning': text },
    }).values
    const number = port ? Number(port) : Number.NaN
    const afterDunning = AFTER.find((value) => value === after)
    const isPort = Number.isInteger(number) && number >= 0 && number <= 65_535
    if (dir && isPort && afterDunning && (webhook === undefined || URL.canParse(webhook)))
      return { port: number, dir, webhook, afterDunning }
  } catch {
    // An unknown option is answered like a missing one.
  }
  return fail(USAGE)
}

const options = readOptions()
enableCompileCache()
const { startStripe } = await import('./serve.ts')
try {
  const secret = process.env['STRIPE_WEBHOOK_SECRET'] || undefined
  const stripe = await startStripe({
    ...options,
    webhook: options.webhook ? { url: options.webhook, secret } : undefined,
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void stripe.stop().then(() => process.exit(0)))
  console.log(`listening on ${stripe.url} (simulated payments)`)
  console.log('STRIPE_SECRET_KEY=sk_test_local')
  console.log(`STRIPE_API_BASE=${stripe.url}`)
  // A secret that came by the environment stays out of logs.
  if (stripe.webhookSecret && !secret) console.log(`STRIPE_WEBHOOK_SECRET=${stripe.webhookSecret}`)
  console.log('ready')
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}
