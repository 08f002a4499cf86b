import { z } from 'zod'
import { readDraft, saveDraft } from '../session/storage'

/** A conversation, and whose it is, as `storage.ts` tells them apart; null for a temporary one. */
type Place = { readonly owner: string | null; readonly id: string }

const editsSchema = z.record(z.string(), z.string())
type Edits = z.infer<typeof editsSchema>

/** Those of temporary conversations end with the window. */
const unkept = new WeakMap<Place, Edits>()

const keyOf = ({ id }: Place) => `edits:${id}`

function readAll(place: Place): Edits {
  if (place.owner === null) return unkept.get(place) ?? {}
  const { text } = readDraft(place.owner, keyOf(place))
  try {
    return text ? editsSchema.parse(JSON.parse(text)) : {}
  } catch {
    return {}
  }
}

/** Other words for a message that have not been sent; empty when there are none. */
export function readEdit(place: Place, messageId: string): string {
  return readAll(place)[messageId] ?? ''
}

/** Keeps other words for a message as drafts are kept, in this browser; empty words forget them. */
export function saveEdit(place: Place, messageId: string, words: string): void {
  const { [messageId]: _, ...others } = readAll(place)
  saveAll(place, words ? { ...others, [messageId]: words } : others)
}

/** Takes all of a conversation away, to be kept elsewhere. */
export function takeEdits(place: Place): string[] {
  const words = Object.values(readAll(place))
  saveAll(place, {})
  return words
}

function saveAll(place: Place, edits: Edits): void {
  if (place.owner === null) {
    unkept.set(place, edits)
    return
  }
  const text = Object.keys(edits).length > 0 ? JSON.stringify(edits) : ''
  saveDraft(place.owner, keyOf(place), { text, base: null, isUnsaved: false })
}
