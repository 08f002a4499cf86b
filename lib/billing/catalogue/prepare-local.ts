import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { getEnv } from '@/lib/env'
import { log } from '@/lib/platform/log'
import { findStripe } from '@/lib/platform/stripe'
import { syncCatalogue } from './sync-catalogue'

const TRIES = 10
const WAIT_MS = 3_000

/** The local stand-in gets products and prices by itself; of a real Stripe an operator says when (`npm run stripe:sync`). */
export async function prepareLocalStripe(): Promise<void> {
  const stripe = findStripe()
  if (!stripe || !getEnv().STRIPE_API_BASE) return
  for (let left = TRIES; left > 0; left--) {
    try {
      await syncCatalogue(stripe, true)
      return
    } catch (error) {
      if (left === 1) log.warn('the local Stripe has no prices', { error })
      await sleep(WAIT_MS)
    }
  }
}
