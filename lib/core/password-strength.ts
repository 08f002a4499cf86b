import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

/** Heavy with its lists of common and leaked passwords: the browser loads it when somebody chooses a password. */
let estimator: ZxcvbnFactory | undefined

export type PasswordStrength = 'guessable' | 'fair' | 'good' | 'strong'

/**
 * How hard a password is to guess for somebody who has the lists of leaked ones and knows whose it is. Works offline.
 *
 * @param about words an attacker would try first: the person's name and address
 * @returns `guessable` below 10^6 guesses: an attack on one stolen hash takes minutes
 * Source: https://www.usenix.org/conference/usenixsecurity16/technical-sessions/presentation/wheeler (zxcvbn)
 */
export function judgePassword(password: string, about: readonly string[] = []): PasswordStrength {
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  const words = about.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
  const { score } = estimator.check(password, ['numina', ...words.filter((word) => word.length > 2)])
  if (score < 2) return 'guessable'
  if (score === 2) return 'fair'
  return score === 3 ? 'good' : 'strong'
}
