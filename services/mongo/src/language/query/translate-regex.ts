import { fail } from '../../errors.ts'
import { refuse } from '../refuse.ts'
import { CONTROLS, literal, POSIX, SETS, unicodeProperty, WORD } from './regex-syntax.ts'

/*
 * MongoDB's regular expressions are PCRE's, in UTF mode and without Unicode properties for \d, \w and \s.
 * They are rewritten into JavaScript's `v` syntax; what JavaScript cannot express is refused.
 * Source of the differences: pcre2pattern(3).
 */

/** The options in force at a place of the pattern; groups may change them. */
interface Modes {
  i: boolean
  m: boolean
  s: boolean
  x: boolean
}

class Translator {
  readonly #source: string
  #at = 0
  #modes: Modes
  /** The modes outside of each open group. */
  readonly #outer: Modes[] = []
  /** How many groups `(?i)` in the middle of each open group has opened, to be closed with it. */
  readonly #extra: number[] = [0]
  /** How much had been written when each open group began. */
  readonly #starts: number[] = [0]
  #output = ''

  constructor(source: string, modes: Modes) {
    this.#source = source
    this.#modes = modes
  }

  translate(): string {
    while (this.#at < this.#source.length) this.#next()
    return this.#output + ')'.repeat(this.#extra[0] ?? 0)
  }

  #rest(): string {
    return this.#source.slice(this.#at)
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    const match = pattern.exec(this.#rest())
    if (match) this.#at += match[0].length
    return match
  }

  #next(): void {
    const [character = ''] = this.#rest()
    if (this.#modes.x && /\s/.test(character)) this.#at += 1
    else if (this.#modes.x && character === '#') this.#take(/^#[^\n]*\n?/)
    else if (character === '\\') this.#escape()
    else if (character === '[') this.#output += this.#characterClass()
    else if (character === '(') this.#open()
    else if (character === ')') this.#close()
    else if (character === '{' || /[*+?]/.test(character)) this.#quantifier(character)
    else {
      this.#at += character.length
      this.#output += this.#plain(character)
    }
  }

  #plain(character: string): string {
    switch (character) {
      case '.':
        return this.#modes.s ? '[\\s\\S]' : '[^\\n]'
      case '^':
        return this.#modes.m ? '(?:^|(?<=\\n)(?=[\\s\\S]))' : '(?<![\\s\\S])'
      case '$':
        return this.#modes.m ? '(?![^\\n])' : '(?=\\n?(?![\\s\\S]))'
      case '|':
        return '|'
      default:
        return literal(character)
    }
  }

  #quantifier(character: string): void {
    const counted = this.#take(/^\{\d*(?:,\d*)?\}/)
    if (character === '{' && (!counted || !/\d/.test(counted[0]) || counted[0].startsWith('{,'))) {
      if (counted) this.#at -= counted[0].length
      this.#at += 1
      this.#output += '\\{'
      return
    }
    if (!counted) this.#at += 1
    if (this.#take(/^\+/)) refuse('A possessive quantifier in a regular expression')
    this.#output += (counted?.[0] ?? character) + (this.#take(/^\?/) ? '?' : '')
  }

  #escape(): void {
    if (this.#take(/^\\Q/)) {
      const quoted = this.#take(/^([\s\S]*?)(?:\\E|$)/)
      for (const character of quoted?.[1] ?? '') this.#output += literal(character)
      return
    }
    const reference = this.#take(/^\\(?:([1-9]\d?)(?!\d)|k[<{']([A-Za-z_]\w*)[>}'])/)
    if (reference) {
      this.#output += reference[1] ? `(?:\\${reference[1]})` : `\\k<${reference[2]}>`
      return
    }
    const letter = this.#source[this.#at + 1] ?? ''
    const anchors: Record<string, string> = {
      A: '(?<![\\s\\S])',
      z: '(?![\\s\\S])',
      Z: '(?=\\n?(?![\\s\\S]))',
      b: `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`,
      B: `(?:(?<=${WORD})(?=${WORD})|(?<!${WORD})(?!${WORD}))`,
      N: '[^\\n]',
      R: '(?:\\r\\n|[\\n\\v\\f\\r\\x85\\u2028\\u2029])',
      E: '',
    }
    if (Object.hasOwn(anchors, letter)) {
      this.#at += 2
      this.#output += anchors[letter]
      return
    }
    const { text, isSet } = this.#escapedCharacter()
    this.#output += isSet ? `[${text}]` : text
  }

  /** An escape that stands for a character or a set of them, as it is written inside a class. */
  #escapedCharacter(): { text: string; isSet: boolean } {
    const letter = this.#source[this.#at + 1]
    if (letter === undefined) throw new SyntaxError('\\ at end of pattern')
    const set = SETS[letter.toLowerCase()]
    if (set !== undefined && /[dDwWsShHvV]/.test(letter)) {
      this.#at += 2
      return { text: letter === letter.toLowerCase() ? set : `[^${set}]`, isSet: true }
    }
    const property = this.#take(/^\\([pP])(?:\{(\^?)([A-Za-z_&]+)\}|([A-Z]))/)
    if (property) return { text: unicodeProperty(property), isSet: true }
    const hex = this.#take(/^\\x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{0,2}))/)
    if (hex) return { text: `\\u{${hex[1] ?? (hex[2] || '0')}}`, isSet: false }
    const octal = this.#take(/^\\(?:o\{([0-7]+)\}|(0[0-7]{0,2}))/)
    if (octal)
      return { text: `\\u{${Number.parseInt(octal[1] ?? octal[2] ?? '0', 8).toString(16)}}`, isSet: false }
    this.#at += 2
    if (Object.hasOwn(CONTROLS, letter)) return { text: CONTROLS[letter] as string, isSet: false }
    if (/[0-9A-Za-z]/.test(letter)) refuse(`The escape \\${letter} in a regular expression`)
    const [whole = letter] = this.#source.slice(this.#at - 1)
    this.#at += whole.length - 1
    return { text: literal(whole), isSet: false }
  }

  #characterClass(): string {
    const start = this.#take(/^\[\^?/)
    let body = ''
    let isFirst = true
    for (;;) {
      const [character] = this.#rest()
      if (character === undefined) throw new SyntaxError('missing terminating ] for character class')
      if (character === ']' && !isFirst) break
      body += this.#classMember(character)
      isFirst = false
    }
    this.#at += 1
    return `${start?.[0] ?? '['}${body}]`
  }

  #classMember(character: string): string {
    const posix = this.#take(/^\[:(\^?)([a-z]+):\]/)
    if (posix) {
      const set = Object.hasOwn(POSIX, posix[2] as string) ? POSIX[posix[2] as string] : undefined
      if (set === undefined) throw new SyntaxError('unknown POSIX class name')
      return posix[1] ? `[^${set}]` : set
    }
    if (character === '\\') {
      if (this.#take(/^\\b/)) return '\\x08'
      return this.#escapedCharacter().text
    }
    this.#at += character.length
    const isRange = character === '-' && !/^\]/.test(this.#rest()) && !this.#isClassStart()
    return isRange ? '-' : literal(character)
  }

  #isClassStart(): boolean {
    return /(?:^|[^\\])\[\^?-$/.test(this.#source.slice(0, this.#at))
  }

  #open(): void {
    if (this.#take(/^\(\?#[^)]*\)/)) return
    const modes = this.#take(/^\(\?([imsx]*)(?:-([imsx]+))?([):])/)
    if (modes) {
      this.#setModes(modes)
      return
    }
    const opening = this.#take(/^\((?:\?(?::|=|!|<=|<!|(?:P?<([A-Za-z_]\w*)>)|(?:'([A-Za-z_]\w*)')))?/)
    if (/^\?/.test(this.#rest()) || /^\*/.test(this.#rest()))
      refuse(`The group '(${this.#rest().slice(0, 3)}' in a regular expression`)
    const name = opening?.[1] ?? opening?.[2]
    this.#output += name ? `(?<${name}>` : (opening?.[0] ?? '(')
    this.#enter()
  }

  #enter(): void {
    this.#outer.push({ ...this.#modes })
    this.#extra.push(0)
    this.#starts.push(this.#output.length)
  }

  #setModes([, on = '', off = '', end]: RegExpExecArray): void {
    const inner = { ...this.#modes }
    for (const letter of on) inner[letter as keyof Modes] = true
    for (const letter of off) inner[letter as keyof Modes] = false
    const group = inner.i === this.#modes.i ? '(?:' : inner.i ? '(?i:' : '(?-i:'
    if (end === ':') {
      this.#output += group
      this.#enter()
      this.#modes = inner
      return
    }
    if (inner.i !== this.#modes.i) {
      // A change in the middle of alternatives would need each of them wrapped.
      const isAtStart = this.#output.length === this.#starts.at(-1)
      if (!isAtStart && this.#rest().includes('|'))
        refuse('Options inside of alternatives in a regular expression')
      this.#extra[this.#extra.length - 1] = (this.#extra.at(-1) ?? 0) + 1
    } else {
      this.#modes = inner
      return
    }
    this.#output += group
    this.#modes = inner
  }

  #close(): void {
    const outer = this.#outer.pop()
    this.#starts.pop()
    if (!outer) throw new SyntaxError('unmatched closing parenthesis')
    this.#at += 1
    this.#output += ')'.repeat(1 + (this.#extra.pop() ?? 0))
    this.#modes = outer
  }
}

/**
 * Builds the JavaScript expression that matches what PCRE matches.
 * @param options MongoDB's letters: i, m, s, x, and u which changes nothing
 * Throws Location51108 for other options and Location51091 for a bad pattern; refuses what JavaScript
 * cannot express (recursion, conditions, possessive quantifiers, atomic groups …).
 */
export function translateRegex(pattern: string, options: string): RegExp {
  for (const letter of options)
    if (!'imsxu'.includes(letter)) fail('Location51108', `invalid flag in regex options: ${letter}`)
  const modes = {
    i: options.includes('i'),
    m: options.includes('m'),
    s: options.includes('s'),
    x: options.includes('x'),
  }
  try {
    return new RegExp(new Translator(pattern, modes).translate(), modes.i ? 'iv' : 'v')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return fail('Location51091', `Regular expression is invalid: ${error.message}`)
  }
}
