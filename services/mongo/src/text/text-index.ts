import { type Document, isDocument } from '../bson/values.ts'
import { encodeKey } from '../language/index.ts'
import type { TextOptions } from '../storage/types.ts'
import { type Language, languageOf, termsOf } from './tokens.ts'

/** A string of a document that a text index covers. */
export interface IndexedText {
  text: string
  weight: number
  language: Language
}

/** Every string under `value`, with documents and arrays entered. */
function* stringsIn(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value
  else if (Array.isArray(value)) for (const element of value) yield* stringsIn(element)
  else if (isDocument(value)) for (const field of Object.values(value)) yield* stringsIn(field)
}

function* stringsAt(value: unknown, path: string[]): Iterable<string> {
  const [name, ...rest] = path
  if (Array.isArray(value)) for (const element of value) yield* stringsAt(element, path)
  else if (name === undefined) {
    if (typeof value === 'string') yield value
  } else if (isDocument(value) && Object.hasOwn(value, name)) yield* stringsAt(value[name], rest)
}

function languageOfDocument(options: TextOptions, doc: Document): Language {
  const override = doc[options.languageOverride]
  return languageOf(typeof override === 'string' ? override : options.defaultLanguage)
}

/** The strings of a document that the index covers, with weight and language. */
export function indexedTexts(options: TextOptions, doc: Document): IndexedText[] {
  const language = languageOfDocument(options, doc)
  const texts: IndexedText[] = []
  for (const [path, weight] of options.weights) {
    const strings = path === '$**' ? stringsIn(doc) : stringsAt(doc, path.split('.'))
    for (const text of strings) texts.push({ text, weight, language })
  }
  return texts
}

/**
 * Keys of a text index: the values before the text component, then one term.
 * @param prefixes the values of the b-tree components, one array per combination
 */
export function textKeys(
  options: TextOptions,
  doc: Document,
  prefixes: unknown[][],
  directions: (1 | -1)[],
): Uint8Array[] {
  const terms = new Set<string>()
  for (const { text, language } of indexedTexts(options, doc))
    for (const term of termsOf(text, language)) terms.add(term)
  return prefixes.flatMap((prefix) => [...terms].map((term) => encodeKey([...prefix, term], directions)))
}

/**
 * MongoDB's text score of a document: per text and term
 * `(0.5 * occurrences / texts terms + 0.5)` summed with a falling share for repetitions, times the weight
 * (src/mongo/db/fts/fts_spec.cpp, FTSSpec::_scoreStringV2).
 */
export function textScores(options: TextOptions, doc: Document): Map<string, number> {
  const total = new Map<string, number>()
  for (const { text, weight, language } of indexedTexts(options, doc)) {
    const terms = termsOf(text, language)
    const seen = new Map<string, { count: number; frequency: number; exponent: number }>()
    for (const term of terms) {
      const data = seen.get(term) ?? { count: 0, frequency: 0, exponent: 1 }
      data.count += 1
      data.frequency += 1 / data.exponent
      data.exponent *= 2
      seen.set(term, data)
    }
    for (const [term, { count, frequency }] of seen) {
      const coefficient = (0.5 * count) / terms.length + 0.5
      const bonus = terms.length === 1 && foldsTo(text, term) ? 1.1 : 1
      total.set(term, (total.get(term) ?? 0) + weight * frequency * coefficient * bonus)
    }
  }
  return total
}

function foldsTo(text: string, term: string): boolean {
  return text.toLowerCase() === term
}
