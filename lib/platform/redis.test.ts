import { Ratelimit } from '@upstash/ratelimit'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { pingRedis, redis } from './redis'

beforeAll(() => {
  vi.stubEnv('DATABASE_URL', 'mongodb://127.0.0.1:1/unused')
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(32))
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000')
})

describe('the embedded Redis', () => {
  it('answers', async () => {
    await expect(pingRedis()).resolves.toBeUndefined()
  })

  it('keeps values of every kind the client sends', async () => {
    const client = await redis()
    await client.set('greeting', 'hello')
    await client.hset('person', { name: 'Ada', born: 1815 })
    expect(await client.get('greeting')).toBe('hello')
    expect(await client.hgetall('person')).toEqual({ name: 'Ada', born: 1815 })
  })

  it('lets exactly the limit through', async () => {
    const limiter = new Ratelimit({
      redis: await redis(),
      limiter: Ratelimit.slidingWindow(5, '60 s'),
      ephemeralCache: false,
    })
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => limiter.limit('somebody')))
    expect(verdicts.filter(({ success }) => success)).toHaveLength(5)
  })
})
