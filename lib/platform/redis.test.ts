import { Ratelimit } from '@upstash/ratelimit'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

// No Redis runs where the tests do: this one speaks to the same client, scripts included.
vi.mock('ioredis', async () => ({ Redis: (await import('ioredis-mock')).default }))

beforeEach(() => {
  vi.stubEnv('DATABASE_URL', 'mongodb://127.0.0.1:1/unused')
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(32))
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000')
  vi.stubEnv('REDIS_URL', 'redis://127.0.0.1:6379')
  vi.resetModules()
  Reflect.deleteProperty(globalThis, 'numinaRedis')
})
afterEach(() => vi.unstubAllEnvs())

const load = () => import('./redis')

async function connect() {
  const client = await (await load()).redis()
  if (!client) throw new Error('no Redis')
  return client
}

it('without a Redis there is none to ask, and nothing fails', async () => {
  vi.stubEnv('REDIS_URL', '')
  const { pingRedis, redis } = await load()
  expect(await redis()).toBeNull()
  await expect(pingRedis()).resolves.toBeUndefined()
})

describe('a Redis server', () => {
  it('answers', async () => {
    await expect((await load()).pingRedis()).resolves.toBeUndefined()
  })

  it('keeps values of every kind the client sends', async () => {
    const client = await connect()
    await client.set('greeting', 'hello')
    await client.hset('person', { name: 'Ada', born: 1815 })
    expect(await client.get('greeting')).toBe('hello')
    expect(await client.hgetall('person')).toEqual({ name: 'Ada', born: 1815 })
  })

  it('lets exactly the limit through', async () => {
    const limiter = new Ratelimit({
      redis: await connect(),
      limiter: Ratelimit.slidingWindow(5, '60 s'),
      ephemeralCache: false,
    })
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => limiter.limit('somebody')))
    expect(verdicts.filter(({ success }) => success)).toHaveLength(5)
  })
})
