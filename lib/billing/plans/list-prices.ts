import 'server-only'
import { getEnv } from '@/lib/env'
import type { PriceList } from '../schema'
import { INCLUDED } from './plans'
import { havePlansEffect, offeredPlans } from './read-plans'

/** @returns what there is to choose from; null where plans mean nothing. What is on request needs somebody to ask. */
export function listPrices(): PriceList | null {
  if (!havePlansEffect()) return null
  const { OPERATOR_EMAIL: contact = null, STRIPE_SECRET_KEY: key } = getEnv()
  const isSelling = key !== undefined
  const plans = offeredPlans().filter(({ prices, isOnRequest }) =>
    isOnRequest ? contact !== null : prices === null || isSelling,
  )
  return { plans, included: INCLUDED, isSelling, contact }
}
