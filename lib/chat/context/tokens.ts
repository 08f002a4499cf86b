import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { countTokens } from 'gpt-tokenizer'
import type { MessageRecord } from '../messages/data'

/** Tokens a chat template adds around a message; 4 in OpenAI's cookbook, a little more in others. */
const PER_MESSAGE = 6
/** The tokenizer is OpenAI's o200k; others count up to a sixth more for the same text. */
const TOKENIZER_MARGIN = 1.17
/** Of texts longer than this a piece from the middle is counted: a tokenizer over megabytes would hold up every other reply. */
const COUNT_EXACTLY_UP_TO = 100_000
const SAMPLE = 10_000
/** What the rest may have at least, whatever the piece is like. */
const CHARS_PER_TOKEN = 3
/** The tokenizer takes the square of the time for what it cannot split: so many characters without a space, or of nothing else. */
const LONG_RUN = /\S{300}(?=\S)|\s{300}(?=\s)/gu
/** After counting so much at a stretch, others get their turn. */
const CHARS_AT_A_STRETCH = 50_000
/** Messages whose count is remembered; about 100 bytes each. */
const MOST_REMEMBERED = 50_000

/** By message and length: the only change a text sees is that it goes on. */
const remembered = new Map<string, number>()
let stretch = 0

/** @returns the estimated number of tokens `text` takes in a prompt */
export function estimateTokens(text: string): number {
  const count = text.length > COUNT_EXACTLY_UP_TO ? countBySample(text) : countInSlices(text)
  return Math.ceil(count * TOKENIZER_MARGIN) + PER_MESSAGE
}

function countBySample(text: string): number {
  const from = Math.floor((text.length - SAMPLE) / 2)
  const rate = countInSlices(text.slice(from, from + SAMPLE)) / SAMPLE
  return text.length * Math.max(rate, 1 / CHARS_PER_TOKEN)
}

/** Cuts long runs only, each cut at the cost of a token or two; all other texts are counted as they are. */
function countInSlices(text: string): number {
  let count = 0
  let from = 0
  for (const { 0: run, index } of text.matchAll(LONG_RUN)) {
    count += countSlice(text.slice(from, index + run.length))
    from = index + run.length
  }
  return count + countSlice(text.slice(from))
}

const countSlice = (text: string): number => countTokens(text, { disallowedSpecial: new Set() })

/** The same, for one of many texts: after much has been counted, others get their turn first. */
export async function estimateInTurn(text: string): Promise<number> {
  stretch += Math.min(text.length, COUNT_EXACTLY_UP_TO)
  if (stretch > CHARS_AT_A_STRETCH) {
    stretch = 0
    await nextTurn()
  }
  return estimateTokens(text)
}

/** The same for a message, counted once in a process. Long conversations are counted in pieces, so that nobody waits for them. */
export async function messageTokens({ _id, text }: Pick<MessageRecord, '_id' | 'text'>): Promise<number> {
  const key = `${_id}:${text.length}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  const tokens = await estimateInTurn(text)
  if (remembered.size >= MOST_REMEMBERED) remembered.delete(remembered.keys().next().value ?? '')
  remembered.set(key, tokens)
  return tokens
}
