import 'server-only'
import { Ratelimit } from '@upstash/ratelimit'
import { AppError } from '@/lib/core/errors'
import { log } from '@/lib/platform/log'
import { redis } from '@/lib/platform/redis'
import { SlidingWindow, type Verdict } from './sliding-window'

type Policy = {
  limit: number
  window: `${number} s` | `${number} m` | `${number} h`
  whenDown: 'allow' | 'refuse'
}

export const GUEST_MESSAGES_A_DAY = 20

/**
 * Named policies: requests per window and key. What counts failures is in lib/throttles. `whenDown` says what happens while Redis does
 * not answer.
 */
const POLICIES = {
  guestStart: { limit: 10, window: '24 h', whenDown: 'refuse' },
  guestDay: { limit: GUEST_MESSAGES_A_DAY, window: '24 h', whenDown: 'refuse' },
  signUp: { limit: 20, window: '1 h', whenDown: 'refuse' },
  mailAddress: { limit: 5, window: '1 h', whenDown: 'refuse' },
  teamMail: { limit: 100, window: '1 h', whenDown: 'refuse' },
  mailAsker: { limit: 20, window: '1 h', whenDown: 'refuse' },
  mailAnswer: { limit: 30, window: '15 m', whenDown: 'refuse' },
  passkey: { limit: 120, window: '15 m', whenDown: 'refuse' },
  changePassword: { limit: 10, window: '15 m', whenDown: 'refuse' },
  // Asks a model without counting as a message.
  sample: { limit: 20, window: '24 h', whenDown: 'refuse' },
  chat: { limit: 60, window: '1 m', whenDown: 'allow' },
  search: { limit: 240, window: '1 m', whenDown: 'allow' },
  write: { limit: 240, window: '1 m', whenDown: 'allow' },
  live: { limit: 120, window: '1 m', whenDown: 'allow' },
  connect: { limit: 30, window: '10 m', whenDown: 'refuse' },
  upload: { limit: 20, window: '10 m', whenDown: 'allow' },
  sharedPage: { limit: 120, window: '1 m', whenDown: 'allow' },
  export: { limit: 30, window: '10 m', whenDown: 'allow' },
  api: { limit: 60, window: '1 m', whenDown: 'allow' },
  apiRepeat: { limit: 3, window: '24 h', whenDown: 'refuse' },
} as const satisfies Record<string, Policy>

export type RateLimitPolicy = keyof typeof POLICIES

type Limiter = { limit(key: string): Verdict | Promise<Verdict> }

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000 }

// One memory a process, also across Next's separately bundled routes: without Redis they count together.
const store = globalThis as typeof globalThis & { numinaLimiters?: Map<RateLimitPolicy, Promise<Limiter>> }

function limiters(): Map<RateLimitPolicy, Promise<Limiter>> {
  store.numinaLimiters ??= new Map()
  return store.numinaLimiters
}

async function createLimiter(name: RateLimitPolicy): Promise<Limiter> {
  const { limit, window } = POLICIES[name]
  const client = await redis()
  if (!client) return new SlidingWindow(limit, inMs(window))
  return new Ratelimit({
    redis: client,
    prefix: `numina:rate:${name}`,
    limiter: Ratelimit.slidingWindow(limit, window),
    ephemeralCache: false,
    // It would let everything through when Redis is slow: what happens then is for the policy to say.
    timeout: 0,
  })
}

function inMs(window: Policy['window']): number {
  const [count, unit] = window.split(' ') as [string, keyof typeof UNITS]
  return Number(count) * UNITS[unit]
}

/**
 * Counts one request of `key` (a user id, an address) under a policy.
 *
 * @throws AppError `rate_limited` with the seconds to wait; `unavailable` when Redis is down and the policy refuses then
 */
export async function assertWithinRate(policy: RateLimitPolicy, key: string): Promise<void> {
  const verdict = await takeFromRate(policy, key)
  if (!verdict.allowed) throw tooOften(verdict)
}

/** @returns the refusal of a request that was one too many */
export function tooOften({ resetAt }: { resetAt: number }): AppError {
  const seconds = Math.max(1, Math.ceil((resetAt - Date.now()) / 1000))
  return new AppError('rate_limited', `That was too often. Please try again in ${waitOf(seconds)}.`, {
    retryAfter: seconds,
  })
}

function waitOf(seconds: number): string {
  if (seconds < 90) return `${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`
}

type Rate = { allowed: boolean; limit: number; remaining: number; resetAt: number }

/**
 * Counts one request of `key` under a policy, and says how many are left.
 *
 * @throws AppError `unavailable` when Redis is down and the policy refuses then
 */
export async function takeFromRate(policy: RateLimitPolicy, key: string): Promise<Rate> {
  const most = POLICIES[policy].limit
  try {
    const limiter = limiters().get(policy) ?? createLimiter(policy)
    limiters().set(policy, limiter)
    const { success, reset, remaining } = await (await limiter).limit(key)
    return { allowed: success, limit: most, remaining: Math.max(0, remaining), resetAt: reset }
  } catch (error) {
    limiters().delete(policy)
    log.error('rate limit unavailable', { policy, error })
    if (POLICIES[policy].whenDown === 'allow')
      return { allowed: true, limit: most, remaining: most, resetAt: 0 }
    throw new AppError('unavailable', 'This is not possible right now. Please try again in a minute.', {
      cause: error,
    })
  }
}
