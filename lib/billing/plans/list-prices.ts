import 'server-only'
import { havePlansEffect } from '@/lib/auth/seats'
import { getEnv } from '@/lib/env'
import type { PriceList } from '../schema'
import { INCLUDED } from './plans'
import { offeredPlans } from './read-plans'

/** @returns what there is to choose from; null where plans mean nothing. */
export function listPrices(): PriceList | null {
  if (!havePlansEffect()) return null
  const isSelling = getEnv().STRIPE_SECRET_KEY !== undefined
  const plans = offeredPlans().filter(({ prices }) => prices === null || isSelling)
  return { plans, included: INCLUDED, isSelling }
}
