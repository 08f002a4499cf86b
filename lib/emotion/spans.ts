/** A part of a message: `text.slice(start, end)` of what the user wrote. */
export type Span = { start: number; end: number }

/** Parts that are not the writer's own words: fenced and inline code, quoted lines, quoted speech, links. */
const LEFT_OUT = [
  /```[\s\S]*?(?:```|$)/g,
  /`[^`\n]+`/g,
  /^[ \t]*>.*$/gm,
  /“[^”\n]{2,400}”/g,
  /"[^"\n]{2,400}"/g,
  /https?:\/\/\S+/g,
]

/** Blanks what is not the writer's own with spaces, so that every place in the text stays where it was. */
export function blankForeignParts(text: string): string {
  return LEFT_OUT.reduce(
    (rest, pattern) => rest.replace(pattern, (part) => part.replace(/[^\n]/g, ' ')),
    text,
  )
}

/** Of a text longer than `most` characters, blanks the middle with spaces; the first and last halves stay. */
export function blankMiddle(text: string, most: number): string {
  if (text.length <= most) return text
  const half = Math.floor(most / 2)
  return text.slice(0, half) + ' '.repeat(text.length - 2 * half) + text.slice(-half)
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*|\p{Extended_Pictographic}/gu

/** The words and emoji of a text. */
export function findWords(text: string): Span[] {
  return [...text.matchAll(WORD)].map((match) => ({ start: match.index, end: match.index + match[0].length }))
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/**
 * Cuts a long text into runs of whole sentences of at most `limit` tokens; a sentence longer than that is cut between
 * words. A text within the limit is one span. `count` gives the tokens of a text.
 */
export function splitIntoUnits(text: string, limit: number, count: (text: string) => number): Span[] {
  const units: Span[] = []
  let open: Span | undefined
  let used = 0
  for (const part of sentencePieces(text, limit, count)) {
    const size = count(text.slice(part.start, part.end))
    if (size === 0) continue
    if (open && used + size <= limit) {
      open.end = part.end
      used += size
    } else {
      open = { ...part }
      units.push(open)
      used = size
    }
  }
  return units
}

function* sentencePieces(text: string, limit: number, count: (text: string) => number): Generator<Span> {
  for (const { segment, index } of segmenter.segment(text)) {
    const end = index + segment.length
    if (count(segment) <= limit) yield { start: index, end }
    else yield* wordRuns(segment, index, limit, count)
  }
}

function* wordRuns(
  segment: string,
  offset: number,
  limit: number,
  count: (text: string) => number,
): Generator<Span> {
  let start = 0
  let used = 0
  for (const match of segment.matchAll(/\S+\s*/g)) {
    const size = Math.min(limit, count(match[0]))
    if (used + size > limit) {
      yield { start: offset + start, end: offset + match.index }
      start = match.index
      used = 0
    }
    used += size
  }
  yield { start: offset + start, end: offset + segment.length }
}
