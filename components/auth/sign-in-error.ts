const WRONG = 'This e-mail and password do not fit together.'
const WRONG_CODE = 'This is not the code of now, nor an unused recovery code.'
const UNREACHABLE = 'Numina could not be reached. Check the connection and try again.'
const FAILED = 'Signing in did not work, and this is on our side. Please try again in a minute.'

/**
 * Puts the error code of a sign-in into words: `CredentialsSignin` is next-auth's word for a wrong pair,
 * `rate_limited:SECONDS` and the other codes are ours, `unreachable` is the network's.
 */
export function explainSignInError(code: string): string {
  const [kind, wait] = code.split(':')
  if (kind === 'CredentialsSignin') return WRONG
  if (kind === 'rate_limited') return `Too many attempts. Try again in ${formatWait(Number(wait))}.`
  if (kind === 'factor_wrong') return WRONG_CODE
  if (kind === 'unreachable') return UNREACHABLE
  return FAILED
}

/** Seconds as a person says them; an unknown number is "a few minutes". */
function formatWait(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds <= 0) return 'a few minutes'
  if (seconds < 90) return `${Math.ceil(seconds)} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}
