/** A block of code in Markdown. `info` is all that stands behind the opening backticks. */
export type Fence = { info: string; code: string; complete: boolean }

const OPEN = /^((?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}|~{3,})(.*)$/

/**
 * The fenced code of a message in its order, as CommonMark reads it (https://spec.commonmark.org/0.31.2/#fenced-code-blocks), but for
 * what only a whole parser knows.
 */
export function findFences(text: string): Fence[] {
  const fences: Fence[] = []
  let open: { ticks: string; quotes: number; indent: number; info: string; lines: string[] } | null = null
  for (const line of text.split('\n')) {
    if (open) {
      const inner = unquote(line, open.quotes)
      const closing = inner.trim()
      if (closing.startsWith(open.ticks) && closing.replaceAll(open.ticks[0] ?? '', '') === '') {
        fences.push({ info: open.info, code: open.lines.join('\n'), complete: true })
        open = null
      } else open.lines.push(unindent(inner, open.indent))
      continue
    }
    const [, prefix = '', ticks = '', info = ''] = OPEN.exec(line) ?? []
    if (!ticks || (ticks[0] === '`' && info.includes('`'))) continue
    const quotes = prefix.replaceAll(/[^>]/g, '').length
    open = { ticks, quotes, indent: unquote(prefix, quotes).length, info: info.trim(), lines: [] }
  }
  if (open) fences.push({ info: open.info, code: open.lines.join('\n'), complete: false })
  return fences
}

/** Takes away the marks of as many quotes as the fence stands in: what follows them is code. */
const unquote = (line: string, quotes: number): string =>
  line.replace(new RegExp(`^(?:[ \\t]*>[ ]?){0,${quotes}}`), '')

/** Takes away as much as the fence itself stands in, and never anything but spaces. */
function unindent(line: string, indent: number): string {
  const spaces = /^[ \t]*/.exec(line)?.[0].length ?? 0
  return line.slice(Math.min(indent, spaces))
}
