/** What went wrong in the browser while a passkey was asked for, by the name of its error. */
const WORDS: Record<string, string> = {
  NotAllowedError: 'No passkey was chosen. Nothing has changed; try again when you like.',
  InvalidStateError: 'This device has a passkey for your account already.',
  SecurityError: 'Passkeys do not work at this address. Open Numina at the address you usually use.',
  NotSupportedError: 'This browser or device cannot keep a passkey for Numina.',
  ConstraintError: 'This device cannot check who you are. Set up a screen lock, or use another device.',
}

/** Puts into words what the browser or the authenticator says; null when the page itself turned to something else. */
export function explainPasskeyError(error: unknown): string | null {
  const name = error instanceof Error ? error.name : ''
  if (name === 'AbortError') return null
  return WORDS[name] ?? 'The passkey did not answer. Please try again.'
}
