import 'server-only'
import { blankForeignParts } from '@/lib/emotion/server'
import { wordsOf } from './features'

import { loadCrisisModel } from './model'
import { PLAIN_SIGNS } from './plain-signs'

/** Nobody writes of themselves at such length; the beginning says what it is, the end what it is about. */
const MOST_CHARS = 16_000
/** The model has learnt from messages of a few sentences: longer ones are read in parts of this many words, each half over the one before. */
const PART_WORDS = 60
/** A message that is all quotation is read as it stands. */
const LEAST_OWN_WORDS = 3

/**
 * Whether somebody's words may show a crisis, of their own or near them: self-harm, suicide, abuse, violence. Quotes, code and links are
 * other people's words and left out. Takes well under a millisecond for a message of usual length.
 */
export function showsCrisis(text: string): boolean {
  const small = blankForeignParts(shortened(text)).toLowerCase().replace(/\s+/g, ' ')
  return PLAIN_SIGNS.some((sign) => sign.test(small)) || howFar(text) > 0
}

const shortened = (text: string): string =>
  text.length <= MOST_CHARS ? text : text.slice(0, MOST_CHARS / 2) + text.slice(-MOST_CHARS / 2)

/** @returns how far the clearest part of a text is above the bound from which on it counts, or below it */
export function howFar(text: string): number {
  const read = shortened(text)
  const own = wordsOf(blankForeignParts(read))
  const words = own.length >= LEAST_OWN_WORDS ? own : wordsOf(read)
  const { score } = loadCrisisModel()
  let clearest = Number.NEGATIVE_INFINITY
  for (let from = 0; from < words.length; from += PART_WORDS / 2) {
    // What is left is in the part before as a whole.
    if (from > 0 && from + PART_WORDS / 2 >= words.length) break
    clearest = Math.max(clearest, score(words.slice(from, from + PART_WORDS)))
  }
  return clearest
}
