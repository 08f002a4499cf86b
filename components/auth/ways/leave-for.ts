import { getCsrfToken, signIn } from 'next-auth/react'
import { detectTimeZone } from '@/components/settings/time-zone'

const TEN_MINUTES = 600

/**
 * Leaves for a provider, to come back signed in, linked or with a fresh proof.
 *
 * @param again asks the provider to make the person show who they are even if it knows them
 * @returns false when Numina cannot be reached; else the page is on its way out
 */
export async function leaveFor(provider: string, callbackUrl: string, again = false): Promise<boolean> {
  try {
    // next-auth leaves the page when it cannot be reached: ask first.
    if (!(await getCsrfToken())) return false
    // A new account is to begin with the right time; only the browser knows it.
    const zone = encodeURIComponent(detectTimeZone())
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
    document.cookie = `numina.zone=${zone}; path=/; max-age=${TEN_MINUTES}; samesite=lax`
    await signIn(provider, { callbackUrl }, again ? { prompt: 'login' } : undefined)
    return true
  } catch {
    return false
  }
}
