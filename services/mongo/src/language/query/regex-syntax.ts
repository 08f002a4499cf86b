/** What PCRE counts as white space, as the inside of a class. */
const SPACE = '\\t\\n\\v\\f\\r\\x20'

/** POSIX classes by name, as the inside of a class. */
export const POSIX: Record<string, string> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t\\x20',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '\\x21-\\x7e',
  lower: 'a-z',
  print: '\\x20-\\x7e',
  punct: '\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e',
  space: SPACE,
  upper: 'A-Z',
  word: '0-9A-Z_a-z',
  xdigit: '0-9A-Fa-f',
}

/** Letters that stand for a set of characters, as the inside of a class. */
export const SETS: Record<string, string> = {
  d: '0-9',
  w: '0-9A-Z_a-z',
  s: SPACE,
  h: '\\t\\x20\\xa0',
  v: '\\n\\v\\f\\r\\x85\\u2028\\u2029',
}

/** Letters that stand for one character. */
export const CONTROLS: Record<string, string> = {
  a: '\\x07',
  e: '\\x1b',
  f: '\\f',
  n: '\\n',
  r: '\\r',
  t: '\\t',
}

/** A character of a word. */
export const WORD = '[0-9A-Z_a-z]'

/** The character itself, whatever it means in a pattern. */
export function literal(character: string): string {
  return /[\w\s]/.test(character) && character !== '\n'
    ? character
    : `\\u{${character.codePointAt(0)?.toString(16)}}`
}

/** A Unicode category or script, from the match of `\p{…}`. */
export function unicodeProperty([, letter, caret, name, short]: RegExpExecArray): string {
  const isNegated = (letter === 'P') !== (caret === '^')
  const property = name ?? short ?? ''
  const isCategory = property.length <= 2
  return `\\${isNegated ? 'P' : 'p'}{${isCategory ? property : `Script=${property}`}}`
}
