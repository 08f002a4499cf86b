import 'server-only'
import { checkCaptcha, offeredCaptcha } from '@/lib/captcha/server'
import { AppError } from '@/lib/core/errors'
import { networkOf } from '@/lib/http/network'
import { log } from '@/lib/platform/log'
import { knownDevice } from '@/lib/sessions/server'
import {
  assertAttempt,
  beginAttempt,
  forgetMeeting,
  forgive,
  isFirstMeeting,
  pressureOf,
  takeBack,
} from '@/lib/throttles/server'
import { findUserById } from './data'

type Attempt = {
  email: string
  userId: string | undefined
  ip: string
  device: string | undefined
  /** What a captcha's widget gave, if one was shown. */
  captcha: string | undefined
}

/** `isLocked`: nobody may learn whether the password was right. `locksNow`: this attempt was the last free one. */
export type Guard = { isLocked: boolean; locksNow: boolean; succeed(): Promise<void> }

const NEW_ACCOUNT_POINTS = 5
/** Shares of what is free: three wrong passwords for an account, or a third of what a network may. */
const SUSPICIOUS = { account: 0.6, network: 1 / 3 }

/**
 * Counts a try at a password before it is made: by account, whether there is such an account or not, and by network, where many
 * accounts weigh more than many tries (stolen lists). A locked account looks like a wrong password from outside.
 *
 * A browser the person has signed in with before has a count of its own, so that nobody can lock them out from elsewhere.
 *
 * @throws AppError `rate_limited` by network, and in a known browser; `captcha_required` before more is counted
 * Source: https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export async function guardSignIn({ email, userId, ip, device, captcha }: Attempt): Promise<Guard> {
  const known = userId && device ? await knownDevice(userId, device) : null
  if (known) {
    const whose = `${userId}:${known}`
    await assertAttempt('signInDevice', whose)
    return { isLocked: false, locksNow: false, succeed: () => forgive('signInDevice', whose) }
  }
  const network = networkOf(ip)
  if (offeredCaptcha()) await assertHuman({ email, network, captcha, ip })
  const points = await countForNetwork(network, email)
  const attempt = await beginAttempt('signInAccount', email)
  return {
    isLocked: !attempt.allowed,
    locksNow: attempt.allowed && attempt.locksNow,
    async succeed() {
      await Promise.all([forgive('signInAccount', email), takeBack('signInNetwork', network, points)])
    },
  }
}

/** @returns the points counted. @throws AppError `rate_limited` */
async function countForNetwork(network: string, email: string): Promise<number> {
  const isNew = await isFirstMeeting('signInNetwork', network, email)
  const points = isNew ? NEW_ACCOUNT_POINTS : 1
  try {
    const { locksNow } = await assertAttempt('signInNetwork', network, points)
    if (locksNow) log.warn('many accounts are tried from one network', { network })
    return points
  } catch (error) {
    // Whoever goes on in spite of the lock must not fill the database with addresses.
    if (isNew) await forgetMeeting('signInNetwork', network, email)
    throw error
  }
}

type Asked = Pick<Attempt, 'email' | 'captcha' | 'ip'> & { network: string }

/** Not asked of everybody: only where something was wrong before. */
async function assertHuman({ email, network, captcha, ip }: Asked): Promise<void> {
  const [account, place] = await Promise.all([
    pressureOf('signInAccount', email),
    pressureOf('signInNetwork', network),
  ])
  if (account < SUSPICIOUS.account && place < SUSPICIOUS.network) return
  if (await checkCaptcha(captcha, ip)) return
  throw new AppError('captcha_required', 'Please show that you are no machine, and try again.')
}

/** Whoever came in by any way has shown whose account it is: wrong passwords count from zero again. */
export async function forgiveSignIns(userId: string): Promise<void> {
  const user = await findUserById(userId)
  if (user) await forgive('signInAccount', user.email)
}
