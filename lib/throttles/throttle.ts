import 'server-only'
import { AppError } from '@/lib/core/errors'
import { type Backoff, count, deleteThrottle, findThrottle, mark, uncount } from './data'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/**
 * How many failures are free, how long the first lock is (each further failure doubles it), how long the longest, and when quiet lets
 * all be forgotten. They are stored: they outlive a restart, count on every server, and need no Redis.
 */
const POLICIES = {
  /** Wrong passwords for an account, from browsers it does not know. */
  signInAccount: { free: 5, baseMs: MINUTE, mostMs: HOUR, forgetMs: 24 * HOUR },
  /** Wrong passwords in a browser the person has signed in with before. */
  signInDevice: { free: 10, baseMs: 30 * SECOND, mostMs: HOUR, forgetMs: 24 * HOUR },
  /** In points: one a failure, five for each account that was not tried from this network before. */
  signInNetwork: { free: 100, baseMs: 30 * SECOND, mostMs: HOUR, forgetMs: HOUR },
  /** Wrong codes and passkeys after the right password. */
  secondFactor: { free: 8, baseMs: MINUTE, mostMs: HOUR, forgetMs: 24 * HOUR },
  /** Wrong passwords of somebody who is signed in. */
  proof: { free: 8, baseMs: 30 * SECOND, mostMs: HOUR, forgetMs: 24 * HOUR },
  /** Wrong codes of a mail. */
  code: { free: 10, baseMs: MINUTE, mostMs: HOUR, forgetMs: 24 * HOUR },
  /** Mails asked for to one address. */
  mail: { free: 5, baseMs: 5 * MINUTE, mostMs: HOUR, forgetMs: 2 * HOUR },
} as const satisfies Record<string, Backoff>

type ThrottlePolicy = keyof typeof POLICIES

/** `locksNow`: of all attempts this one has brought the lock. */
type Attempt = { allowed: true; locksNow: boolean } | { allowed: false; seconds: number }

const keyOf = (policy: ThrottlePolicy, whose: string) => `${policy}:${whose}`

/**
 * Counts an attempt before it is made, as if it had failed: of many at once no more are let through than of as many in a row. What
 * succeeds is taken back by `forgive` or `takeBack`.
 */
export async function beginAttempt(policy: ThrottlePolicy, whose: string, weight = 1): Promise<Attempt> {
  const { free, ...backoff } = POLICIES[policy]
  const counted = await count(keyOf(policy, whose), weight, { free, ...backoff })
  if (counted) {
    const locksNow = counted.failures >= free && counted.failures - weight < free
    return { allowed: true, locksNow }
  }
  const lockedUntil = (await findThrottle(keyOf(policy, whose)))?.lockedUntil?.getTime() ?? 0
  return { allowed: false, seconds: Math.max(1, Math.ceil((lockedUntil - Date.now()) / SECOND)) }
}

/** Like `beginAttempt`, for whoever may know of the lock. @throws AppError `rate_limited` */
export async function assertAttempt(
  policy: ThrottlePolicy,
  whose: string,
  weight = 1,
): Promise<{ locksNow: boolean }> {
  const attempt = await beginAttempt(policy, whose, weight)
  if (attempt.allowed) return attempt
  const { seconds } = attempt
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
  throw new AppError('rate_limited', `That was too often. Please try again in ${wait}.`, {
    retryAfter: seconds,
  })
}

/** Forgets all failures: the right one has come. */
export async function forgive(policy: ThrottlePolicy, whose: string): Promise<void> {
  await deleteThrottle(keyOf(policy, whose))
}

/** Takes back one attempt that was none, and leaves the others: one's own success must not wash a network clean. */
export async function takeBack(policy: ThrottlePolicy, whose: string, weight: number): Promise<void> {
  await uncount(keyOf(policy, whose), weight, POLICIES[policy].free)
}

/** @returns the failures counted now, as a share of what is free */
export async function pressureOf(policy: ThrottlePolicy, whose: string): Promise<number> {
  return ((await findThrottle(keyOf(policy, whose)))?.failures ?? 0) / POLICIES[policy].free
}

const meetingOf = (policy: ThrottlePolicy, one: string, other: string) => `met:${keyOf(policy, one)}:${other}`

/** @returns whether two things are seen together for the first time in a while */
export async function isFirstMeeting(policy: ThrottlePolicy, one: string, other: string): Promise<boolean> {
  return mark(meetingOf(policy, one, other), POLICIES[policy].forgetMs)
}

/** As if two things had not been seen together. */
export async function forgetMeeting(policy: ThrottlePolicy, one: string, other: string): Promise<void> {
  await deleteThrottle(meetingOf(policy, one, other))
}
