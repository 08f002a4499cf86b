import type { PasswordStrength } from '@/lib/core/password-strength'

/**
 * What the help under a new password says.
 *
 * @param min the least number of characters an account needs
 * @param strength null while it is not known yet
 */
export function passwordHint(password: string, min: number, strength: PasswordStrength | null): string {
  const length = [...password].length
  if (length === 0) return `At least ${min} characters. A few words are easy to remember.`
  if (length < min) return `${min - length} more ${min - length === 1 ? 'character' : 'characters'}.`
  return strength ? WORDS[strength] : ''
}

const WORDS: Record<PasswordStrength, string> = {
  guessable: 'Easy to guess. Add an unusual word or two.',
  fair: 'Fair. Longer is stronger.',
  good: 'Good. Longer is stronger.',
  strong: 'Strong.',
}
