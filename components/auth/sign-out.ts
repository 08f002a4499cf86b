import { forgetUnsent } from '@/components/chat/session/storage'

/** Said when `signOutHere` did not work. */
export const STILL_SIGNED_IN = 'Numina could not be reached. You are still signed in.'

/** Ends this browser's session, and what it keeps for the person. @returns false when Numina cannot be reached: the session goes on */
export async function signOutHere(): Promise<boolean> {
  try {
    // Heavy, and needed once.
    const { signOut } = await import('next-auth/react')
    await signOut({ redirect: false })
    forgetUnsent()
    return true
  } catch {
    return false
  }
}
