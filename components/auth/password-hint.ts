/** Long enough that guessing at the rate we allow is hopeless, even for words. */
const STRONG = 16

/**
 * What the help under a new password says. Length is what counts, so only length is judged.
 *
 * @param min the least number of characters an account needs
 */
export function passwordHint(password: string, min: number): string {
  const length = [...password].length
  if (length === 0) return `At least ${min} characters. A few words are easy to remember.`
  if (length < min) return `${min - length} more ${min - length === 1 ? 'character' : 'characters'}.`
  if (length < STRONG) return 'Good. Longer is stronger.'
  return 'Strong.'
}
