/** A block of code in Markdown. `info` is all that stands behind the opening backticks. */
export type Fence = { info: string; code: string; complete: boolean }

const OPEN = /^((?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}|~{3,})(.*)$/
const QUOTE = /^(?:[ \t]*>[ ]?)+/

/**
 * The fenced code of a message in its order, as CommonMark reads it (https://spec.commonmark.org/0.31.2/#fenced-code-blocks), but for
 * what only a whole parser knows.
 */
export function findFences(text: string): Fence[] {
  const fences: Fence[] = []
  let open: { ticks: string; indent: number; info: string; lines: string[] } | null = null
  for (const line of text.split('\n')) {
    if (open) {
      const inner = line.replace(QUOTE, '')
      const closing = inner.trim()
      if (closing.startsWith(open.ticks) && closing.replaceAll(open.ticks[0] ?? '', '') === '') {
        fences.push({ info: open.info, code: open.lines.join('\n'), complete: true })
        open = null
      } else open.lines.push(unindent(inner, open.indent))
      continue
    }
    const [, prefix = '', ticks = '', info = ''] = OPEN.exec(line) ?? []
    if (!ticks || (ticks[0] === '`' && info.includes('`'))) continue
    open = { ticks, indent: prefix.replace(QUOTE, '').length, info: info.trim(), lines: [] }
  }
  if (open) fences.push({ info: open.info, code: open.lines.join('\n'), complete: false })
  return fences
}

/** Takes away as much as the fence itself stands in, and never anything but spaces. */
function unindent(line: string, indent: number): string {
  const spaces = /^[ \t]*/.exec(line)?.[0].length ?? 0
  return line.slice(Math.min(indent, spaces))
}
