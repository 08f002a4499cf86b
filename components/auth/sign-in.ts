import { getCsrfToken, signIn as nextAuthSignIn } from 'next-auth/react'

type Factor = { code: string; trust: boolean }

/**
 * Signs in with e-mail and password, and the code of the second factor once that was asked for.
 *
 * @returns null when it worked, `factor_required`, or another code for `explainSignInError`
 */
export async function signIn(email: string, password: string, factor?: Factor): Promise<string | null> {
  try {
    // next-auth leaves the page when it cannot be reached, and what was typed would be lost: ask first.
    if (!(await getCsrfToken())) return 'unreachable'
    const result = await nextAuthSignIn('credentials', {
      redirect: false,
      email,
      password,
      ...(factor && { code: factor.code, trust: String(factor.trust) }),
    })
    if (!result) return 'unreachable'
    return result.ok ? null : (result.error ?? 'internal')
  } catch {
    return 'unreachable'
  }
}
