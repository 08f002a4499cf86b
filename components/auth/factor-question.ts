import type { StepQuestion } from '@/lib/ways/schema'

/** @returns the question in a code of `signIn` (`factor_required:app+passkey:CHALLENGE`), or null for other codes */
export function readFactorQuestion(code: string): StepQuestion | null {
  const [kind, ways = '', challenge] = code.split(':')
  if (kind !== 'factor_required') return null
  return { app: ways.split('+').includes('app'), challenge: challenge || null }
}
