/**
 * Makes Stripe have the plans: `npm run stripe:sync`, and `npm run stripe:sync -- --dry-run` to only see what would change. Reads
 * STRIPE_SECRET_KEY from the environment, `.env.local` or `.env`.
 */

import { allowAppImports } from './lib/app-imports.ts'
import { root } from './lib/paths.ts'
import { readVariables } from './lib/settings.ts'

const variables = readVariables(root, process.env)
for (const [name, value] of Object.entries(variables)) if (value) process.env[name] ??= value
const port = process.env['PORT'] || '3000'
process.env['NEXTAUTH_URL'] ||= process.env['APP_URL'] || `http://localhost:${port}`
// The rest of the environment is not asked for here.
process.env['DATABASE_URL'] ||= 'mongodb://127.0.0.1/unused'
process.env['NEXTAUTH_SECRET'] ||= 'unused'.repeat(8)

allowAppImports()
const { findStripe, isLive } = await import('../lib/platform/stripe.ts')
const { syncCatalogue } = await import('../lib/billing/catalogue/sync-catalogue.ts')

const stripe = findStripe()
if (!stripe) {
  console.error('✗ Set STRIPE_SECRET_KEY, as in STRIPE_SECRET_KEY=sk_test_… npm run stripe:sync')
  process.exit(2)
}
const dry = process.argv.includes('--dry-run')
console.log(`Stripe, ${isLive() ? 'live' : 'test'} mode${dry ? ': what would change' : ''}`)
try {
  const said = await syncCatalogue(stripe, !dry)
  for (const line of said) console.log(`  ${line}`)
  console.log(said.length === 0 ? 'Everything is as the plans say.' : dry ? 'Nothing was changed.' : 'Done.')
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : error}\n  Run it again: what was made stays.`)
  process.exitCode = 1
}
