import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { newId } from '@/lib/core/ids'
import { assertWithinRate } from './rate-limit'

/** An Upstash that takes requests and never answers. */
const silent = createServer(() => {})

beforeAll(async () => {
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  vi.stubEnv('UPSTASH_REDIS_REST_URL', `http://127.0.0.1:${(silent.address() as AddressInfo).port}`)
  vi.stubEnv('UPSTASH_REDIS_REST_TOKEN', 'token')
})
afterAll(() => {
  silent.closeAllConnections()
  silent.close()
})

it('what a Redis that hangs cannot count is refused where the policy says so, and let through elsewhere', async () => {
  const [refused, allowed] = await Promise.allSettled([
    assertWithinRate('signUp', newId()),
    assertWithinRate('chat', newId()),
  ])
  expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } })
  expect(allowed).toMatchObject({ status: 'fulfilled' })
})
