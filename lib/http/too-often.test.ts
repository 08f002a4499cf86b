import { expect, it, vi } from 'vitest'
import { z } from 'zod'
import { newId } from '@/lib/core/ids'
import { publicAction } from './action'
import { tooOften } from './rate-limit'
import { publicRoute } from './route'
import { refuseTooOften } from './too-often'

let address = ''
vi.mock('next/headers', () => ({ headers: async () => new Headers({ 'x-forwarded-for': address }) }))

it('answers 429 with a plain page and the time to wait, to this address alone', async () => {
  const from = (ip: string) => new Headers({ 'x-forwarded-for': ip })
  const [often, once] = [newId(), newId()]
  const all = await Promise.all(
    Array.from({ length: 121 }, () => refuseTooOften('sharedPage', from(often), 'n0nce')),
  )
  const refusals = all.filter((answer) => answer !== null)
  expect(refusals).toHaveLength(1)
  const refusal = refusals[0]!
  expect(refusal.status).toBe(429)
  expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThan(0)
  const page = await refusal.text()
  expect(page).toContain('<style nonce="n0nce">')
  expect(page).toContain('That was too often.')
  expect(await refuseTooOften('sharedPage', from(once), 'n0nce')).toBeNull()
})

const asked = () =>
  new Request('http://localhost/', { headers: { 'x-forwarded-for': address, host: 'localhost' } })
const action = publicAction({ name: 'try', input: z.null(), rateLimit: 'guestStart' }, async () => null)
const route = publicRoute({ name: 'try', rateLimit: 'mailAsker' }, async () => new Response())
const params = Promise.resolve({})

it.each([
  ['an action', 10, async () => (await action(null)).ok],
  ['a route', 20, async () => (await route(asked(), { params })).ok],
  ['a page', 120, async () => (await refuseTooOften('sharedPage', asked().headers, 'n0nce')) === null],
])('all addresses of a network count as one: %s', async (_what, limit, isLetIn) => {
  for (let i = 0; i < limit; i++) {
    address = `2001:db8:0:1::${i.toString(16)}`
    expect(await isLetIn()).toBe(true)
  }
  address = '2001:db8:0:1:ffff::1'
  expect(await isLetIn()).toBe(false)
  address = '2001:db8:0:2::1'
  expect(await isLetIn()).toBe(true)
})

it.each([
  [60, '60 seconds'],
  [600, '10 minutes'],
  [5 * 60 * 60, '5 hours'],
  [24 * 60 * 60, '24 hours'],
])('after %i seconds is said as in %s', (seconds, words) => {
  const error = tooOften({ resetAt: Date.now() + seconds * 1000 })
  expect(error.message).toBe(`That was too often. Please try again in ${words}.`)
  expect(error.retryAfter).toBe(seconds)
})
