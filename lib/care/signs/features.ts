/**
 * What the model for signs of crisis sees of a text: runs of words and pieces of words, each as a number (feature hashing). The same, letter by
 * letter, as `ml/crisis/features.py`, which `model.fixtures.json` holds both to.
 */

/** Weights: runs of words first, then pieces of words. */
export const WORD_BITS = 18
export const PIECE_BITS = 17
const MOST_WORDS = 4
const SHORTEST_PIECE = 2
const LONGEST_PIECE = 5

const REWRITTEN: readonly [RegExp, string][] = [
  [/[’‘`´]/g, "'"],
  [/\b(do|does|did|is|are|was|were|could|would|should|has|have|had)n'?t\b/g, '$1 not'],
  [/\bcan(?:'?t|not)\b/g, 'can not'],
  [/\bcnt\b/g, 'can not'],
  [/\bwon'?t\b/g, 'will not'],
  [/\bi'?m\b/g, 'i am'],
  [/\bi'?ve\b/g, 'i have'],
  [/\bi'd\b/g, 'i would'],
  [/\bi'll\b/g, 'i will'],
  [/\b(he|she|it|that|what)'s\b/g, '$1 is'],
  [/\b(they|you|we)'re\b/g, '$1 are'],
  [/\b(he|she|they|we|you)'ll\b/g, '$1 will'],
  [/\bwan+a\b/g, 'want to'],
  [/\bgon+a\b/g, 'going to'],
  [/\bu\b/g, 'you'],
  [/\bur\b/g, 'your'],
  [/\bmy ?self\b/g, 'myself'],
]
const MARKS = /[\u0300-\u036f]/g
const TOKEN = /[a-z0-9']+|[?!]/g

/** @returns the words of a text, written alike: small, without accents, contractions written out */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(MARKS, '').toLowerCase()
  return REWRITTEN.reduce((words, [from, to]) => words.replace(from, to), plain).match(TOKEN) ?? []
}

/** FNV-1a over the characters, of which all are ASCII. */
function hash(text: string): number {
  let value = 2166136261
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619)
  return value >>> 0
}

/** @returns the numbers of the runs of up to four words, each once */
export function runsIn(words: readonly string[]): Set<number> {
  const found = new Set<number>()
  for (let from = 0; from < words.length; from++) {
    let run = ''
    for (let to = from; to < Math.min(from + MOST_WORDS, words.length); to++) {
      run = run === '' ? (words[to] ?? '') : `${run} ${words[to]}`
      found.add(hash(run) >>> (32 - WORD_BITS))
    }
  }
  return found
}

/** @returns the numbers of the pieces of words, spaces around each word included, each once */
export function piecesIn(words: readonly string[]): Set<number> {
  const found = new Set<number>()
  for (const word of new Set(words)) {
    const whole = ` ${word} `
    for (let length = SHORTEST_PIECE; length <= LONGEST_PIECE; length++)
      for (let from = 0; from + length <= whole.length; from++)
        found.add(hash(whole.slice(from, from + length)) >>> (32 - PIECE_BITS))
  }
  return found
}
