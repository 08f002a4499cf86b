/**
 * Finds formulas in Markdown and writes them as code, which Markdown leaves alone: `\(a_1\)` would lose its backslashes and `$a*b*c$`
 * its stars. Inline ones become code that begins with MARK, those over several lines a fence named `math`. All is reversible, and a line is
 * treated the same however much comes after it, so that blocks that are complete are drawn once.
 */

/** Begins code that is a formula: a character nobody types (Unicode's private use area). */
export const MARK = '\uE000'
/** The language of fences that hold a formula, and of one that has not ended yet. */
export const MATH_FENCE = 'math'
export const OPEN_MATH_FENCE = 'math-open'

/** A formula in `$$` that is longer than this is no formula, but money. */
const MOST_LINES = 80
/** A line that is longer is data: looking for pairs in it would take long. */
const MOST_CHARACTERS = 10_000
/** An open `$` that has not become a formula within so many characters is a dollar sign. */
const MOST_HELD = 160

const FENCE = /^(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)$/
const BLOCK = /^((?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(\$\$|\\\[)(.*)$/
const CONTAINER = /^(?:[ \t]*>)*[ \t]*/

/** What stands in a line, in the order in which it is looked for: code, escapes, addresses and tags, then formulas, then a lone `$`. */
const INLINE = new RegExp(
  [
    '(?<code>(?<ticks>`+)(?!`).*?(?<!`)\\k<ticks>(?!`)|`+)',
    '(?<skip>\\\\[\\\\$`]|https?://[^\\s<>]+|\\]\\([^)]*\\)|<[a-zA-Z/][^>]*>)',
    '(?<sure>\\$\\$(?!\\$).+?\\$\\$|\\\\\\[.+?\\\\\\]|\\\\\\(.+?\\\\\\))',
    '(?<maybe>\\$(?![\\s$])(?:\\\\.|[^\\\\$])+(?<!\\s)\\$)',
    '(?<open>\\$\\$?|\\\\[([]|\\\\$)',
  ].join('|'),
  'gu',
)

/**
 * @param growing more is to come: a formula that has only begun is held back (in a line) or marked as open (over several), so that
 *   nobody sees its source turn into something else
 * @returns the text with its formulas as code
 */
export function markMath(text: string, growing = false): string {
  if (!/\$|\\[([]/.test(text) && !(growing && text.endsWith('\\'))) return text
  const lines = text.split('\n')
  const marked: string[] = []
  let fence: string | null = null
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    const isLast = growing && i === lines.length - 1
    const [, ticks = '', info = ''] = FENCE.exec(line) ?? []
    if (fence !== null) {
      if (ticks.startsWith(fence) && info.trim() === '') fence = null
      marked.push(line)
    } else if (ticks && !(ticks[0] === '`' && info.includes('`'))) {
      fence = ticks
      marked.push(line)
    } else {
      const block = readBlock(lines, i, growing)
      if (block) marked.push(...block.lines)
      else marked.push(markLine(line, isLast))
      if (block) i = block.last
    }
  }
  return marked.join('\n')
}

/** @returns the code as it was written, where formulas were marked in what turned out to be code */
export function unmarkMath(code: string): string {
  return code.includes(MARK) ? code.replace(new RegExp(`(\`+)${MARK}(.*?)\\1`, 'g'), '$2') : code
}

/** @returns what is between the delimiters, and whether it stands on a line of its own */
export function parseFormula(source: string): { tex: string; display: boolean } {
  const display = source.startsWith('$$') || source.startsWith('\\[')
  const width = display || source.startsWith('\\(') ? 2 : 1
  return { tex: source.slice(width, -width).trim(), display }
}

/** A formula that begins a line and ends in a later one. Null for everything else. */
function readBlock(lines: readonly string[], first: number, growing: boolean) {
  const match = BLOCK.exec(lines[first] ?? '')
  if (!match) return null
  const [, prefix = '', open = '', rest = ''] = match
  const close = open === '$$' ? '$$' : '\\]'
  if (rest.includes(close)) return null
  const end = Math.min(lines.length, first + MOST_LINES)
  const inside = prefix.replace(/[^\s>]/g, ' ')
  const content = rest.trim() === '' ? [] : [inside + rest.trim()]
  for (let i = first + 1; i < end; i++) {
    const line = lines[i] ?? ''
    const at = line.indexOf(close)
    if (at === -1) {
      if (FENCE.test(line)) return null
      content.push(line)
      continue
    }
    if (line.slice(0, at).replace(CONTAINER, '') !== '') content.push(line.slice(0, at))
    const after = line.slice(at + close.length).trim()
    const closed = fenced(prefix, inside, MATH_FENCE, content)
    return { lines: after ? [...closed, inside + markLine(after, false)] : closed, last: i }
  }
  if (!growing || end < lines.length) return null
  return { lines: fenced(prefix, inside, OPEN_MATH_FENCE, content), last: lines.length - 1 }
}

function fenced(prefix: string, inside: string, name: string, content: readonly string[]): string[] {
  const ticks = longerThan(content.join('\n'), '```')
  return [prefix + ticks + name, ...content, inside + ticks]
}

function markLine(line: string, growing: boolean): string {
  if (!/[$\\]/.test(line) || line.length > MOST_CHARACTERS) return line
  const inTable = /^[\s>]*\|/.test(line)
  let marked = ''
  let from = 0
  let inCode = false
  INLINE.lastIndex = 0
  for (let match = INLINE.exec(line); match; match = INLINE.exec(line)) {
    const { code, ticks, sure, maybe, open } = match.groups ?? {}
    if (code && !ticks) inCode = true
    if (sure || (maybe && isFormula(line, match.index, maybe))) {
      marked += line.slice(from, match.index) + asCode(match[0], inTable)
      from = INLINE.lastIndex
    } else if (maybe || open) {
      if (growing && !inCode && hasBegun(line, match.index)) return marked + line.slice(from, match.index)
      // What follows may begin with the dollar sign that did not close anything.
      INLINE.lastIndex = match.index + (open?.length ?? 1)
    }
  }
  return marked + line.slice(from)
}

function asCode(source: string, inTable: boolean): string {
  const ticks = longerThan(source, '`')
  const padding = source.endsWith('`') ? ' ' : ''
  return ticks + MARK + (inTable ? source.replace(/(?<!\\)\|/g, '\\|') : source) + padding + ticks
}

/** Dollar signs are money more often than mathematics; the rules are Pandoc's, and some for what people write about prices and shells. */
function isFormula(line: string, at: number, source: string): boolean {
  const content = source.slice(1, -1)
  const after = line.slice(at + source.length)
  if (/[\p{L}\p{N}]/u.test(line[at - 1] ?? '')) return false
  if (/^[\p{L}\p{N}]/u.test(after) && !/^(?:st|nd|rd|th|s)\b/.test(after)) return false
  if (!content.includes('\\') && (/ \| /.test(content) || isProse(content))) return false
  if (!/^\d/.test(content)) return true
  return /[\\^_{}=+*<>|]/.test(content) || /^[\d.,]+\s*\p{L}?$/u.test(content)
}

const isProse = (content: string) => /\p{L}{3,}[\s,.;:]+\p{L}{2,}/u.test(content)

/** Whether what is open here, at the end of what has arrived, will be a formula as far as one can tell. */
function hasBegun(line: string, at: number): boolean {
  const tail = line.slice(at)
  if (tail.length > MOST_HELD) return false
  if (tail.startsWith('\\')) return true
  if (/[\p{L}\p{N}]/u.test(line[at - 1] ?? '')) return false
  return tail === '$' || (/^\$\$?[^\s\d$]/.test(tail) && !tail.slice(2).includes('$') && !isProse(tail))
}

function longerThan(text: string, least: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  return '`'.repeat(Math.max(least.length, longest + 1))
}
