import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CURRENCIES, INTERVALS } from '../limits'
import { currencyFor } from './currency-for'
import { PLANS } from './plans'

const environment = {
  PLANS: undefined as string | undefined,
  STRIPE_SECRET_KEY: 'sk_test_x' as string | undefined,
}
vi.mock('@/lib/env', () => ({ getEnv: () => environment }))
const { havePlansEffect } = await import('@/lib/auth/seats')
const { allPlans, limitOf, offeredPlans, planOf } = await import('./read-plans')

afterEach(() => Object.assign(environment, { PLANS: undefined, STRIPE_SECRET_KEY: 'sk_test_x' }))

function fileOf(changes: unknown): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'plans-')), 'plans.json')
  writeFileSync(file, JSON.stringify(changes))
  return file
}
const held = (key: string, seats = 1, until: string | null = null) => ({ plan: { key, seats, until } })

describe('the plans', () => {
  it('have a price in every currency and interval, or none at all', () => {
    for (const { prices } of PLANS)
      for (const interval of prices ? INTERVALS : [])
        for (const currency of CURRENCIES) {
          const amount = prices?.[interval][currency] ?? 0
          expect(Number.isInteger(amount) && amount > 0).toBe(true)
        }
  })

  it('know that the yen has no minor unit', () => {
    const pro = PLANS.find(({ key }) => key === 'pro')
    expect(pro?.prices?.month).toMatchObject({ USD: 900, JPY: 1_400 })
    expect(pro?.prices?.year).toMatchObject({ USD: 9_000, JPY: 14_000 })
  })

  it('begin with the one everybody has', () => {
    expect(planOf({ plan: null }).key).toBe('free')
    expect(planOf(held('gone')).key).toBe('free')
    expect(planOf(held('pro')).key).toBe('pro')
    expect(planOf(held('pro', 1, '2020-01-01T00:00:00Z')).key).toBe('free')
  })

  it('bring as much as there are seats, where there are seats', () => {
    expect(limitOf(held('business', 3), 'messagesPerDay')).toBe(9_000)
    expect(limitOf(held('pro', 3), 'messagesPerDay')).toBe(1_500)
    expect(limitOf(held('enterprise'), 'messagesPerDay')).toBeNull()
    expect(limitOf(held('business', 3, '2020-01-01T00:00:00Z'), 'messagesPerDay')).toBe(200)
  })
})

describe('the operator', () => {
  it('can switch limits off; without a shop there are none', () => {
    environment.PLANS = 'off'
    expect([havePlansEffect(), limitOf({ plan: null }, 'messagesPerDay')]).toEqual([false, null])
    Object.assign(environment, { PLANS: undefined, STRIPE_SECRET_KEY: undefined })
    expect(limitOf({ plan: null }, 'messagesPerDay')).toBeNull()
  })

  it('can change plans by a file', () => {
    environment.STRIPE_SECRET_KEY = undefined
    environment.PLANS = fileOf({ free: { limits: { messagesPerDay: 5 } }, business: { isOffered: false } })
    expect(limitOf({ plan: null }, 'messagesPerDay')).toBe(5)
    expect(limitOf({ plan: null }, 'messagesPerMonth')).toBe(3_000)
    expect(offeredPlans().map(({ key }) => key)).toEqual(['free', 'pro', 'enterprise'])
    // Whoever has it keeps it.
    expect(allPlans().map(({ key }) => key)).toContain('business')
  })

  it.each([
    [{ pro: { limits: { messagesPerDay: -1 } } }, /pro\.limits\.messagesPerDay/],
    [{ pro: { colour: 'red' } }, /colour/],
    [{ gold: {} }, /there is no plan "gold"/],
    [{ pro: { prices: { month: { USD: 9 } } } }, /pro\.prices/],
  ])('is told what is wrong with %j', (changes, message) => {
    environment.PLANS = fileOf(changes)
    expect(allPlans).toThrow(message)
  })
})

it.each([
  ['de-AT,de;q=0.9,en;q=0.8', 'EUR'],
  ['en-GB', 'GBP'],
  ['en-US,en;q=0.9', 'USD'],
  ['hi', 'INR'],
  ['en-IN', 'INR'],
  ['ja', 'JPY'],
  ['pt-BR', 'BRL'],
  ['fr', 'EUR'],
  ['*', 'USD'],
  ['', 'USD'],
  ['!!nonsense!!;q=x', 'USD'],
  [null, 'USD'],
])('a browser that speaks %s is shown %s', (header, currency) => {
  expect(currencyFor(header)).toBe(currency)
})
