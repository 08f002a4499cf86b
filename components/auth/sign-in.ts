import { getCsrfToken, signIn as nextAuthSignIn } from 'next-auth/react'

/**
 * Signs in with e-mail and password.
 *
 * @returns null when it worked, else a code for `explainSignInError`
 */
export async function signIn(email: string, password: string): Promise<string | null> {
  try {
    // next-auth leaves the page when it cannot be reached, and what was typed would be lost: ask first.
    if (!(await getCsrfToken())) return 'unreachable'
    const result = await nextAuthSignIn('credentials', { redirect: false, email, password })
    if (!result) return 'unreachable'
    return result.ok ? null : (result.error ?? 'internal')
  } catch {
    return 'unreachable'
  }
}
