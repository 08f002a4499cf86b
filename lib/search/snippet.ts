import { isUnspaced } from './needles'
import type { Segment } from './schema'

const SNIPPET_CHARS = 180
/** How much of it stands before the first match. */
const LEAD_CHARS = 50

/** How much of a text is folded at a time: what is looked for mostly stands before its end. */
const SLICE_CHARS = 4_096
/** What each sign is folded to, once it has come up: to work that out takes far longer than to look it up. */
const folds = new Uint32Array(0x110000)

/** Small letters without accents, one for each of the text's own, so that places in one are places in the other. For short texts. */
function fold(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is all ASCII needs no second look.
  if (/^[\u0000-\u007f]*$/.test(text)) return text.toLowerCase()
  const signs: number[] = []
  for (let i = 0; i < text.length; i++) {
    const sign = text.codePointAt(i) ?? 0
    signs.push(folds[sign] || learn(sign))
    if (sign > 0xffff) i += 1
  }
  return String.fromCodePoint(...signs)
}

function learn(sign: number): number {
  const char = String.fromCodePoint(sign)
  const plain = char.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const folded = (plain.length === char.length && plain.codePointAt(0)) || sign
  folds[sign] = folded
  return folded
}

/**
 * Cuts out the place of a text where one of the needles stands, on one line and without Markdown's marks.
 *
 * @param needles small letters, the most telling first
 */
export function snippetOf(text: string, needles: readonly string[]): Segment[] {
  const from = wordStart(text, Math.max(0, placeOf(text, needles.map(fold)) - LEAD_CHARS))
  const window = text.slice(from, from + 3 * SNIPPET_CHARS)
  const line = toLine(window)
  const shown = `${from > 0 ? '…' : ''}${line.slice(0, SNIPPET_CHARS)}`
  const isCut = line.length > SNIPPET_CHARS || from + window.length < text.length
  return mark(isCut ? `${withoutHalf(shown)}…` : shown, needles)
}

/** @returns where the first of the needles stands that is there at all; 0 when none is */
function placeOf(text: string, needles: readonly string[]): number {
  const overlap = Math.max(0, ...needles.map(({ length }) => length))
  const places = new Map<string, number>()
  for (let from = 0; from < text.length && !places.has(needles[0] ?? ''); from += SLICE_CHARS) {
    const slice = fold(text.slice(from, from + SLICE_CHARS + overlap))
    for (const needle of needles) {
      const at = places.has(needle) ? -1 : slice.indexOf(needle)
      if (at !== -1) places.set(needle, from + at)
    }
  }
  return needles.map((needle) => places.get(needle)).find((at) => at !== undefined) ?? 0
}

/** @returns the text in pieces, with every needle in it marked, to the end of its word where words end */
export function mark(text: string, needles: readonly string[]): Segment[] {
  const folded = fold(text)
  const wanted = needles.map(fold)
  const segments: Segment[] = []
  let done = 0
  for (let at = 0; at < text.length; ) {
    const needle = needles.find(
      (each, i) => folded.startsWith(wanted[i] ?? '', at) && (isUnspaced(each) || isWordStart(folded, at)),
    )
    if (!needle) {
      at += 1
      continue
    }
    const rest = isUnspaced(needle) ? '' : /^[\p{L}\p{N}]*/u.exec(text.slice(at + needle.length))?.[0]
    const end = at + needle.length + (rest?.length ?? 0)
    if (at > done) segments.push({ text: text.slice(done, at), isMatch: false })
    segments.push({ text: text.slice(at, end), isMatch: true })
    at = end
    done = end
  }
  if (done < text.length) segments.push({ text: text.slice(done), isMatch: false })
  return segments
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')
}

/** A place at or shortly after `at` where a word begins, if there is one. */
function wordStart(text: string, at: number): number {
  if (at === 0) return 0
  const blank = text.slice(at, at + LEAD_CHARS / 2).search(/\s/)
  return blank === -1 ? at : at + blank + 1
}

function toLine(text: string): string {
  return text
    .replace(/[*`#>|]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Without the first half of a pair of surrogates that was cut through. */
function withoutHalf(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, '').trimEnd()
}
