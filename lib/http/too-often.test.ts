import { expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
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
