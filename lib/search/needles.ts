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

/**
 * The condition of `$text`: every word and phrase must be there.
 * Source: https://www.mongodb.com/docs/manual/reference/operator/query/text/#behavior
 */
export function textCondition(query: SearchQuery): string {
  const quoted = needlesOf(query).map((needle) => `"${needle}"`)
  return [...quoted, ...query.without.map((word) => `-${word}`)].join(' ')
}
