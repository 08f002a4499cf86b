/**
 * The Porter stemmer for English (M. F. Porter, "An algorithm for suffix stripping", 1980).
 * MongoDB uses its successor, Snowball English; both give the same stem for most words.
 */

const CONSONANT = '[^aeiou]'
const VOWEL = '[aeiouy]'
const CONSONANTS = `${CONSONANT}[^aeiouy]*`
const VOWELS = `${VOWEL}[aeiou]*`
const MEASURE_ABOVE_0 = new RegExp(`^(${CONSONANTS})?${VOWELS}${CONSONANTS}`)
const MEASURE_IS_1 = new RegExp(`^(${CONSONANTS})?${VOWELS}${CONSONANTS}(${VOWELS})?$`)
const MEASURE_ABOVE_1 = new RegExp(`^(${CONSONANTS})?${VOWELS}${CONSONANTS}${VOWELS}${CONSONANTS}`)
const HAS_VOWEL = new RegExp(`^(${CONSONANTS})?${VOWEL}`)
const ENDS_SHORT = new RegExp(`^${CONSONANTS}${VOWEL}[^aeiouwxy]$`)

const STEP_2: [string, string][] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['logi', 'log'],
]

const STEP_3: [string, string][] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
]

const STEP_4 =
  /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize|(?<=[st])ion)$/

function dropPlural(word: string): string {
  if (/(ss|i)es$/.test(word)) return word.slice(0, -2)
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word
}

function dropPast(word: string): string {
  if (word.endsWith('eed')) return MEASURE_ABOVE_0.test(word.slice(0, -3)) ? word.slice(0, -1) : word
  const stem = /^(.+)(ed|ing)$/.exec(word)?.[1]
  if (stem === undefined || !HAS_VOWEL.test(stem)) return word
  if (/(at|bl|iz)$/.test(stem)) return `${stem}e`
  if (/([^aeiouylsz])\1$/.test(stem)) return stem.slice(0, -1)
  return ENDS_SHORT.test(stem) ? `${stem}e` : stem
}

function replaceSuffix(word: string, table: [string, string][]): string {
  const entry = table.find(([suffix]) => word.endsWith(suffix))
  if (!entry) return word
  const stem = word.slice(0, -entry[0].length)
  return MEASURE_ABOVE_0.test(stem) ? stem + entry[1] : word
}

function dropFinalE(word: string): string {
  if (!word.endsWith('e')) return word
  const stem = word.slice(0, -1)
  return MEASURE_ABOVE_1.test(stem) || (MEASURE_IS_1.test(stem) && !ENDS_SHORT.test(stem)) ? stem : word
}

/** The stem of a lower-case English word: `running` and `runs` give `run`. */
export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word
  // A leading y is a consonant: hidden from the patterns as Y.
  let result = word.startsWith('y') ? `Y${word.slice(1)}` : word
  result = dropPast(dropPlural(result))
  if (result.endsWith('y') && HAS_VOWEL.test(result.slice(0, -1))) result = `${result.slice(0, -1)}i`
  result = replaceSuffix(replaceSuffix(result, STEP_2), STEP_3)
  const step4 = STEP_4.exec(result)
  if (step4?.[1] !== undefined && MEASURE_ABOVE_1.test(step4[1])) result = step4[1]
  result = dropFinalE(result)
  if (result.endsWith('ll') && MEASURE_ABOVE_1.test(result)) result = result.slice(0, -1)
  return result.toLowerCase()
}
