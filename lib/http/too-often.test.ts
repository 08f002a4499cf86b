import { expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { tooOften } from './rate-limit'
import { refuseTooOften } from './too-often'

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
