import { createHmac } from 'node:crypto'
import { getEnv } from '@/lib/env'

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })
/** Of a text that is longer, the rest says nothing new. */
const MOST_CHARS = 20_000

/** @returns a text without what does not matter for whether it says the same: case, accents, blanks, punctuation */
export function normalise(text: string): string {
  return wordsOf(text).join(' ')
}

/** @returns the words of a text, of any script, without case and accents */
export function wordsOf(text: string): string[] {
  const folded = text.slice(0, MOST_CHARS).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return [...segmenter.segment(folded)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []))
}

/** What is stored of a text to know it again: with the installation's key, since short statements could be guessed otherwise. */
export function hashOf(text: string): string {
  return createHmac('sha256', `memory:${getEnv().NEXTAUTH_SECRET}`)
    .update(normalise(text))
    .digest('base64url')
}

const NEGATIONS = new Set([
  ...[
    'not',
    'no',
    'never',
    'none',
    'without',
    'dont',
    'doesnt',
    'isnt',
    'cannot',
    'cant',
    'hates',
    'dislikes',
  ],
  ...[
    'nicht',
    'kein',
    'keine',
    'keinen',
    'nie',
    'ohne',
    'pas',
    'jamais',
    'sans',
    'sin',
    'nunca',
    'non',
    'mai',
  ],
])
const SAME_FROM = 0.85

/** @returns whether two statements say the same in nearly the same words; a number or a "not" makes all the difference */
export function isSameStatement(a: string, b: string): boolean {
  const [first, second] = [new Set(wordsOf(a)), new Set(wordsOf(b))]
  const shared = [...first].filter((word) => second.has(word))
  const union = first.size + second.size - shared.length
  if (union === 0 || shared.length / union < SAME_FROM) return false
  return [...first, ...second].every(
    (word) => (first.has(word) && second.has(word)) || !(NEGATIONS.has(word) || /\p{N}/u.test(word)),
  )
}
