import 'server-only'
import { agreeOnJoining } from '@/lib/consents/server'
import { newId } from '@/lib/core/ids'
import { findLiveSessions } from '@/lib/sessions/server'
import { createAccount } from '../data'
import { endGuest, findOldGuests } from './data'
import { NO_WISHES } from './open-account'

const DAY_MS = 24 * 60 * 60 * 1000
/** Guests who have not come back for so long are gone. */
const STALE_MS = 7 * DAY_MS
const AT_ONCE = 100

/** Makes a guest: somebody without an address, a password or a name. @returns their id */
export async function openGuest(here: { timeZone: string; locale: string }): Promise<string> {
  // `.invalid` is nobody's for ever; no mail goes there (lib/platform/mailer.ts).
  const email = `guest-${newId()}@guest.invalid`
  const nobody = { passwordHash: null, emailVerifiedAt: null, role: 'user' as const, isGuest: true as const }
  const userId = await createAccount({
    ...here,
    ...nobody,
    email,
    name: 'Guest',
    preferences: { ...NO_WISHES },
  })
  if (!userId) throw new Error('a new id was used before')
  // The button says what trying it agrees to.
  await agreeOnJoining(userId)
  return userId
}

/** Lets guests go who have not been seen for a week; their account is erased like any other then. */
export async function letStaleGuestsGo(now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - STALE_MS)
  for (const userId of await findOldGuests(before, AT_ONCE)) {
    const sessions = await findLiveSessions(userId)
    if (sessions.every(({ lastSeenAt }) => lastSeenAt < before)) await endGuest(userId)
  }
}
