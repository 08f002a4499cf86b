import type { ImportSource, SkipReason } from '../schema'

type Part = { type: 'text' | 'reasoning'; text: string }

/** A message as a file has it, in the words of no product. */
export type SourceMessage = {
  key: string
  parent: string | null
  role: 'user' | 'assistant'
  parts: Part[]
  createdAt: Date | null
  model: string | null
  /** Why it does not come along. `structure`: it holds a tree together and was never a message, so nobody misses it. */
  skip?: SkipReason | 'structure'
  status?: 'done' | 'stopped' | 'failed' | 'interrupted'
}

export type SourceConversation = {
  source: ImportSource
  /** Names it among all files: the same conversation again is not imported again. */
  importId: string
  /** The id it had here, if it is from here. */
  ownId?: string
  title: string
  createdAt: Date | null
  updatedAt: Date | null
  model: string | null
  /** The message whose branch was shown. */
  current: string | null
  messages: SourceMessage[]
  /** What came along changed, by reason. */
  notes: SkipReason[]
  marks?: {
    instructions: string | null
    emoji: string | null
    colour: string | null
    isPinned: boolean
    isArchived: boolean
    folders: string[]
  }
}

/** @returns the date in a file, in seconds or as ISO 8601; null for none, and for those no calendar holds */
export function readDate(value: unknown): Date | null {
  const milliseconds =
    typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : Number.NaN
  const isSane = milliseconds >= 0 && milliseconds <= Date.now() + 24 * 60 * 60 * 1000
  return isSane ? new Date(milliseconds) : null
}

/** Text as the database and every reader take it: no lone surrogates, no NUL. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '')
}
