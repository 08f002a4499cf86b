import { startOfDay } from '@/lib/core/start-of-day'

export type SearchQuery = {
  /** All of these must be there. */
  words: string[]
  /** All of these must be there as they stand. */
  phrases: string[]
  /** None of these may be there. */
  without: string[]
  role: 'user' | 'assistant' | null
  /** Part of a model's id. */
  model: string | null
  /** The name of a folder, or its beginning. */
  folder: string | null
  /** From this moment on. */
  after: Date | null
  /** Until just before this moment. */
  before: Date | null
  /** What was not understood; a sentence for the person. */
  hint: string | null
}

const ROLES: Record<string, SearchQuery['role']> = {
  user: 'user',
  me: 'user',
  assistant: 'assistant',
  numina: 'assistant',
}
const DATE_HINT = (name: string) => `${name}: is followed by a date, such as ${name}:2026-01-31.`

/** Takes a filter's value into the query. @returns what to say when the value is not one, or null */
type Filter = (query: SearchQuery, value: string, timeZone: string) => string | null

const FILTERS: Record<string, Filter> = {
  role(query, value) {
    query.role = ROLES[value.toLowerCase()] ?? null
    return query.role ? null : 'role: is followed by user or assistant.'
  },
  model(query, value) {
    query.model = value || null
    return value ? null : 'model: is followed by the name of a model.'
  },
  in(query, value) {
    query.folder = value || null
    return value ? null : 'in: is followed by the name of a folder.'
  },
  after(query, value, timeZone) {
    query.after = startOfDay(value, timeZone)
    return query.after ? null : DATE_HINT('after')
  },
  before(query, value, timeZone) {
    query.before = startOfDay(value, timeZone)
    return query.before ? null : DATE_HINT('before')
  },
}

/** A filter, a phrase with or without a minus, or a word with or without one. */
const TOKEN = /([a-z]+):(?:"([^"]*)"?|(\S*))|(-?)"([^"]*)"?|(-?)([^\s"]+)/giu

/**
 * Reads what a person types into the search field: `trip "first class" -train role:user after:2026-01-31 in:"My work"`.
 *
 * @param timeZone the IANA zone that dates are meant in
 */
export function parseQuery(text: string, timeZone: string): SearchQuery {
  const query: SearchQuery = {
    words: [],
    phrases: [],
    without: [],
    role: null,
    model: null,
    folder: null,
    after: null,
    before: null,
    hint: null,
  }
  for (const [all, name = '', quoted, bare, minus, phrase, wordMinus, word] of text.matchAll(TOKEN)) {
    const filter = Object.hasOwn(FILTERS, name.toLowerCase()) ? FILTERS[name.toLowerCase()] : undefined
    if (filter) query.hint = filter(query, (quoted ?? bare ?? '').trim(), timeZone) ?? query.hint
    else if (phrase !== undefined) addPhrase(query, phrase, minus === '-')
    else if (wordMinus === '-') query.without.push(...wordsOf(word ?? ''))
    else query.words.push(...wordsOf(word ?? all))
  }
  return query
}

function addPhrase(query: SearchQuery, phrase: string, isNegated: boolean): void {
  const text = phrase.trim().replace(/\s+/g, ' ')
  if (wordsOf(text).length === 0) return
  if (isNegated) query.without.push(`"${text}"`)
  else query.phrases.push(text)
}

/** The index knows words of letters and digits: `node:sqlite` is two. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]+(?:['’]\p{L}+)?/gu) ?? []
}
