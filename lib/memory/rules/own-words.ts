import { blankForeignParts } from '@/lib/emotion/server'

/** A message that is longer has mostly been pasted: of it only what stands before its first empty line is the person's. */
const LONG_CHARS = 4_000
const LONG_LINES = 60
const MOST_CHARS = 2_000
/** Of fewer letters nothing can be told. */
const LEAST_LETTERS = 8

/**
 * @returns what of a message are the person's own words: without quotes, code, links, and without what was pasted; null when that is
 * too little to tell anything
 */
export function ownWords(message: string): string | null {
  const isLong = message.length > LONG_CHARS || message.split('\n', LONG_LINES + 1).length > LONG_LINES
  const [opening = ''] = isLong ? message.slice(0, LONG_CHARS).split(/\n\s*\n/, 1) : [message]
  if (isLong && opening.length > MOST_CHARS) return null
  const own = blankForeignParts(opening)
    .replace(/[ \t]+/g, ' ')
    .trim()
  const letters = own.match(/\p{L}/gu)?.length ?? 0
  return letters >= LEAST_LETTERS ? own.slice(0, LONG_CHARS) : null
}
