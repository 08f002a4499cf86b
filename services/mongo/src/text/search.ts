import { type Document, isDocument } from '../bson/values.ts'
import { fail } from '../errors.ts'
import type { TextOptions } from '../storage/types.ts'
import { indexedTexts, textScores } from './text-index.ts'
import { foldText, languageOf, termsOf } from './tokens.ts'

/** A $text condition, taken apart. */
export interface TextSearch {
  /** Any of these must be there; they make the score. */
  terms: string[]
  /** None of these may be there. */
  negatedTerms: string[]
  /** All of these must be there, as they stand. */
  phrases: string[]
  negatedPhrases: string[]
}

const KNOWN = ['$search', '$language', '$caseSensitive', '$diacriticSensitive']

/**
 * Reads `{ $search: 'words "a phrase" -without' }`.
 * @throws ServerError BadValue, TypeMismatch, CommandNotSupported
 */
export function parseSearch(condition: unknown, options: TextOptions): TextSearch {
  if (!isDocument(condition)) fail('BadValue', '$text expects an object')
  for (const name of Object.keys(condition))
    if (!KNOWN.includes(name)) fail('BadValue', `extra fields in $text: ${name}`)
  for (const name of ['$caseSensitive', '$diacriticSensitive'])
    if (condition[name] === true)
      fail('CommandNotSupported', `${name} of $text is not supported by this server`)
  const { $search, $language } = condition
  if (typeof $search !== 'string') fail('TypeMismatch', '$search requires a string value')
  if ($language !== undefined && typeof $language !== 'string')
    fail('TypeMismatch', '$language requires a string value')
  const language = languageOf($language ?? options.defaultLanguage)
  const search: TextSearch = { terms: [], negatedTerms: [], phrases: [], negatedPhrases: [] }
  for (const match of $search.matchAll(/(?<=^|\s)(-?)"([^"]*)"|(-?)([^\s"]+)/g)) {
    const isNegated = (match[1] ?? match[3]) === '-'
    const phrase = match[2]
    const terms = termsOf(phrase ?? match[4] ?? '', language)
    if (phrase !== undefined && foldText(phrase).trim() !== '')
      (isNegated ? search.negatedPhrases : search.phrases).push(foldText(phrase))
    if (!isNegated) search.terms.push(...terms)
    else if (phrase === undefined) search.negatedTerms.push(...terms)
  }
  search.terms = [...new Set(search.terms)]
  return search
}

/** Whether a document that the index has under one of the terms fits the rest of the search. */
export function isFound(search: TextSearch, options: TextOptions, { doc }: { doc: Document }): boolean {
  const { negatedTerms, phrases, negatedPhrases } = search
  if (negatedTerms.length > 0) {
    const scores = textScores(options, doc)
    if (negatedTerms.some((term) => scores.has(term))) return false
  }
  if (phrases.length === 0 && negatedPhrases.length === 0) return true
  const texts = indexedTexts(options, doc).map(({ text }) => foldText(text))
  const contains = (phrase: string) => texts.some((text) => text.includes(phrase))
  return phrases.every(contains) && !negatedPhrases.some(contains)
}

/** The score of a document that was found. */
export function scoreOf({ terms }: TextSearch, options: TextOptions, doc: Document): number {
  const scores = textScores(options, doc)
  return terms.reduce((sum, term) => sum + (scores.get(term) ?? 0), 0)
}
