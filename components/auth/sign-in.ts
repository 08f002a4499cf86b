import { getCsrfToken, signIn as nextAuthSignIn } from 'next-auth/react'
import type { PasskeyAnswer } from '@/lib/factors/schema'

export type Factor = ({ code: string } | { passkey: PasskeyAnswer }) & { trust: boolean }

/**
 * Signs in with e-mail and password, and the second step once that was asked for.
 *
 * @returns null when it worked, `factor_required…` (see `readFactorQuestion`), or another code for `explainSignInError`
 */
export function signIn(
  email: string,
  password: string,
  { factor, captcha }: { factor?: Factor | undefined; captcha?: string | null } = {},
): Promise<string | null> {
  const more = { ...(factor && fieldsOf(factor)), ...(captcha && { captcha }) }
  return enter('credentials', { email, password, ...more })
}

/** Signs in with a passkey alone. @returns null when it worked, or a code for `explainSignInError` */
export function signInByPasskey(answer: PasskeyAnswer): Promise<string | null> {
  return enter('passkey', { answer: JSON.stringify(answer) })
}

function fieldsOf(factor: Factor): Record<string, string> {
  const trust = String(factor.trust)
  if ('code' in factor) return { code: factor.code, trust }
  return { passkey: JSON.stringify(factor.passkey), trust }
}

async function enter(way: string, fields: Record<string, string>): Promise<string | null> {
  try {
    // next-auth leaves the page when it cannot be reached, and what was typed would be lost: ask first.
    if (!(await getCsrfToken())) return 'unreachable'
    const result = await nextAuthSignIn(way, { redirect: false, ...fields })
    if (!result) return 'unreachable'
    return result.ok ? null : (result.error ?? 'internal')
  } catch {
    return 'unreachable'
  }
}
