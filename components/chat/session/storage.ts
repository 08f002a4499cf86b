import { z } from 'zod'
import { attemptStorage } from '@/components/ui/attempt-storage'

/** Unsent words of this browser: what is being typed, and what waits to be sent. Kept across reloads, by conversation. */
const PREFIX = 'numina:unsent:'

const queueSchema = z.array(z.object({ id: z.string(), text: z.string() }))
export type QueuedMessage = z.infer<typeof queueSchema>[number]

/** Typing goes on without storage. */
const attempt = <T>(work: (storage: Storage) => T) => attemptStorage('local', work)

function save(key: string, value: string): void {
  attempt((storage) => (value ? storage.setItem(PREFIX + key, value) : storage.removeItem(PREFIX + key)))
}

export type LocalDraft = {
  text: string
  /** The server's version these words were typed over; null when there was none. */
  base: string | null
  /** Whether the server lacks these words. */
  isUnsaved: boolean
  /** Words that were on their way to the server when this was kept: they may stand there, as ours. */
  asked?: string | undefined
}

const draftStateSchema = z.object({
  base: z.string().nullable(),
  isUnsaved: z.boolean(),
  asked: z.string().optional(),
})

/** @param key a conversation's id, or `new` */
export function readDraft(key: string): LocalDraft {
  const text = attempt((storage) => storage.getItem(`${PREFIX}draft:${key}`)) ?? ''
  const state = attempt((storage) => {
    const stored = storage.getItem(`${PREFIX}draft-state:${key}`)
    return stored === null ? null : draftStateSchema.parse(JSON.parse(stored))
  })
  return { text, ...(state ?? { base: null, isUnsaved: text !== '' }) }
}

export function saveDraft(key: string, { text, base, isUnsaved, asked }: LocalDraft): void {
  save(`draft:${key}`, text)
  save(`draft-state:${key}`, base !== null || isUnsaved ? JSON.stringify({ base, isUnsaved, asked }) : '')
}

/** Queues are kept by conversation; those of conversations that do not exist yet have `new:ID`. */
export function readQueue(conversationId: string): QueuedMessage[] {
  const queue = attempt((storage) => {
    const stored = storage.getItem(queueKey(conversationId))
    return stored ? queueSchema.parse(JSON.parse(stored)) : []
  })
  return queue ?? []
}

export function saveQueue(conversationId: string, queue: readonly QueuedMessage[]): void {
  save(`queue:${conversationId}`, queue.length > 0 ? JSON.stringify(queue) : '')
}

/** Ids of conversations that never reached the server, with messages that wait. Their queues are kept under `new:ID`. */
export function unsentConversations(): string[] {
  const prefix = queueKey('new:')
  const keys = attempt((storage) => Object.keys(storage)) ?? []
  return keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length))
}

/** The key of a queue as `storage` events name it. */
export function queueKey(conversationId: string): string {
  return `${PREFIX}queue:${conversationId}`
}

/** Removes all unsent words from this browser; for signing out. */
export function forgetUnsent(): void {
  attempt((storage) => {
    for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key)
  })
}
