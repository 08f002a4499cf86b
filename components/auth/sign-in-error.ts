const WRONG = 'This e-mail and password do not fit together.'
const WRONG_CODE = 'This is not the code of now, nor an unused recovery code.'
const HUMAN = 'Please show below that you are no machine, then sign in again. Nothing you typed is lost.'
const PASSKEY_REFUSED = 'This passkey opens nothing here, or took too long. Try again, or use your password.'
const SUSPENDED =
  'This account is suspended. A mail to its address says why, and whom to ask. What is in it stays as it is.'
const UNREACHABLE = 'Numina could not be reached. Check the connection and try again.'
const FAILED = 'Signing in did not work, and this is on our side. Please try again in a minute.'

/** What a provider's answer can lead to: our own codes (lib/ways/oauth/admit.ts), and next-auth's. */
const PROVIDER_WORDS: Record<string, string> = {
  oauth_unverified:
    'They do not confirm an e-mail address of yours, so it cannot make an account here. Create one with your e-mail, then link them under Settings, Security.',
  oauth_used:
    'There is an account with this e-mail already. Sign in the way you did before, then link this one under Settings, Security.',
  oauth_no_account: 'Nobody here is linked to this account, and new accounts are not open to this address.',
  oauth_taken: 'That account is linked to another account here. Unlink it there first.',
  OAuthSignin: 'They could not be reached. Nothing has changed; try again in a minute.',
  OAuthCallback: 'They did not let you in, or it took too long. Nothing has changed; try again.',
  Callback: 'You came back without signing in. Nothing has changed.',
}

/**
 * Puts the error code of a sign-in into words: `CredentialsSignin` is next-auth's word for a wrong pair,
 * `rate_limited:SECONDS` and the other codes are ours, `unreachable` is the network's.
 */
export function explainSignInError(code: string): string {
  const [kind, wait] = code.split(':')
  if (kind === 'CredentialsSignin') return WRONG
  if (kind === 'rate_limited') return `Too many attempts. Try again in ${formatWait(Number(wait))}.`
  if (kind === 'factor_wrong') return WRONG_CODE
  if (kind === 'captcha_required') return HUMAN
  if (kind === 'passkey_refused') return PASSKEY_REFUSED
  if (kind === 'suspended' || kind === 'oauth_suspended') return SUSPENDED
  if (kind === 'unreachable') return UNREACHABLE
  return PROVIDER_WORDS[kind ?? ''] ?? FAILED
}

/** Seconds as a person says them; an unknown number is "a few minutes". */
function formatWait(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds <= 0) return 'a few minutes'
  if (seconds < 90) return `${Math.ceil(seconds)} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}
