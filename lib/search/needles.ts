import type { SearchQuery } from './parse-query'

/** English words the index leaves out; alone they find nothing, beside others they decide nothing. */
const EVERYWHERE = new Set(
  (
    'a an and are as at be but by can did do does for from had has have he her his how i if in is it its me my no not of on ' +
    'or our she so than that the their them then they this to was we were what when which who why will with would you your'
  ).split(' '),
)

/** @returns whether the index can find anything for this query */
export function isSearchable(query: SearchQuery): boolean {
  const inPhrases = query.phrases.flatMap((phrase) => phrase.split(' '))
  return [...query.words, ...inPhrases].some((word) => !isEverywhere(word))
}

function isEverywhere(word: string): boolean {
  return EVERYWHERE.has(word.toLowerCase())
}

/** @returns what must stand in a text that is found, and is marked in it: small letters, the longest first */
export function needlesOf({ words, phrases }: SearchQuery): string[] {
  const needles = [...phrases, ...words.filter((word) => !isEverywhere(word)).map(singular)]
  return [...new Set(needles.map((needle) => needle.toLowerCase()))].sort((a, b) => b.length - a.length)
}

/** The index knows words by their stems, so "trips" also finds "trip": what must stand there is the shorter. */
function singular(word: string): string {
  return /^[a-z]{3,}[^aious\W]s$/i.test(word) ? word.slice(0, -1) : word
}

/** How a text that is found is told apart: by the index, and by what must or must not stand in it. */
export type Words = {
  /** For `$text`; empty when nothing asked for is in the index. */
  search: string
  all: RegExp[]
  none: RegExp[]
  /** What says about the same as `search` without the index. */
  instead: { all: RegExp[]; none: RegExp[] }
}

/** Scripts that put no blanks between words, and Korean, which joins particles to them: the index knows whole runs of their letters only. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** @returns whether these letters are looked for anywhere, and not as whole words */
export function isUnspaced(text: string): boolean {
  return UNSPACED.test(text)
}

/**
 * Every word and phrase must be there. What the index cannot know is looked for letter by letter, in everything of the person.
 * Source: https://www.mongodb.com/docs/manual/reference/operator/query/text/#behavior
 */
export function wordsToFind(query: SearchQuery): Words {
  const needles = needlesOf(query)
  const indexed = needles.filter((needle) => !isUnspaced(needle))
  // Alone, what must not be there finds nothing in the index.
  const isOut = (word: string) => indexed.length > 0 && !isUnspaced(word)
  const out = query.without.filter(isOut)
  return {
    search: [...indexed.map((needle) => `"${needle}"`), ...out.map((word) => `-${word}`)].join(' '),
    instead: {
      all: indexed.map(beginning),
      none: out.map((word) => beginning(word.replaceAll('"', ''))),
    },
    all: needles.filter(isUnspaced).map(anywhere),
    none: query.without.filter((word) => !isOut(word)).map((word) => anywhere(word.replaceAll('"', ''))),
  }
}

const anywhere = (text: string) => new RegExp(escapeRegExp(text), 'i')
/** At the beginning of a word, as far as letters without marks can tell. */
const beginning = (text: string) =>
  new RegExp(`${/^[a-z0-9]/i.test(text) ? '\\b' : ''}${escapeRegExp(text)}`, 'i')

export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
}
