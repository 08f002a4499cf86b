import { fail } from '../errors.ts'
import { stem } from './stem.ts'

/** English words that carry no meaning for a search. */
const STOP_WORDS = new Set(
  (
    'a about above after again against all am an and any are as at be because been before being below ' +
    'between both but by can cannot could did do does doing down during each few for from further had has ' +
    'have having he her here hers herself him himself his how i if in into is it its itself just me more ' +
    'most my myself no nor not now of off on once only or other our ours ourselves out over own same she ' +
    'should so some such than that the their theirs them themselves then there these they this those ' +
    'through to too under until up very was we were what when where which while who whom why will with ' +
    'would you your yours yourself yourselves'
  ).split(' '),
)

const LANGUAGES: Record<string, 'english' | 'none'> = { english: 'english', en: 'english', none: 'none' }

export type Language = 'english' | 'none'

/** The language by MongoDB's name. @throws ServerError BadValue for one this server cannot stem. */
export function languageOf(name: string): Language {
  const language = LANGUAGES[name.toLowerCase()]
  return language ?? fail('BadValue', `unsupported language: "${name}" for text index version 3`)
}

/** Lower case without accents (text index version 3 is insensitive to both). */
export function foldText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: most texts are ASCII, which has no accents to look for.
  if (/^[\u0000-\u007f]*$/.test(text)) return text.toLowerCase()
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The terms of a text in order, folded, stemmed, without stop words. */
export function termsOf(text: string, language: Language): string[] {
  const words = foldText(text).match(/[\p{L}\p{N}_]+(?:'[\p{L}]+)?/gu) ?? []
  if (language === 'none') return words
  return words
    .map((word) => word.replace(/'s?$|'.*$/, ''))
    .filter((word) => word !== '' && !STOP_WORDS.has(word))
    .map(stem)
}
