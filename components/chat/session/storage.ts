import { z } from 'zod'
import { attemptStorage } from '@/components/ui/attempt-storage'

/**
 * Unsent words of this browser: what is being typed, and what waits to be sent. Kept across reloads, by conversation, and apart by
 * `owner`: a person in one of their workspaces. What was meant for one of these places is never shown, or sent, in another.
 */
const PREFIX = 'numina:unsent:'

const queueSchema = z.array(z.object({ id: z.string(), text: z.string() }))
export type QueuedMessage = z.infer<typeof queueSchema>[number]

/** Typing goes on without storage. */
const attempt = <T>(work: (storage: Storage) => T) => attemptStorage('local', work)

const nameOf = (owner: string, key: string) => `${PREFIX}${owner}:${key}`

function save(name: string, value: string): void {
  attempt((storage) => (value ? storage.setItem(name, value) : storage.removeItem(name)))
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
export function readDraft(owner: string, key: string): LocalDraft {
  const text = attempt((storage) => storage.getItem(nameOf(owner, `draft:${key}`))) ?? ''
  const state = attempt((storage) => {
    const stored = storage.getItem(nameOf(owner, `draft-state:${key}`))
    return stored === null ? null : draftStateSchema.parse(JSON.parse(stored))
  })
  return { text, ...(state ?? { base: null, isUnsaved: text !== '' }) }
}

export function saveDraft(owner: string, key: string, { text, base, isUnsaved, asked }: LocalDraft): void {
  save(nameOf(owner, `draft:${key}`), text)
  const state = base !== null || isUnsaved ? JSON.stringify({ base, isUnsaved, asked }) : ''
  save(nameOf(owner, `draft-state:${key}`), state)
}

/** Queues are kept by conversation; those of conversations that do not exist yet have `new:ID`. */
export function readQueue(owner: string, conversationId: string): QueuedMessage[] {
  const queue = attempt((storage) => {
    const stored = storage.getItem(queueKey(owner, conversationId))
    return stored ? queueSchema.parse(JSON.parse(stored)) : []
  })
  return queue ?? []
}

export function saveQueue(owner: string, conversationId: string, queue: readonly QueuedMessage[]): void {
  save(queueKey(owner, conversationId), queue.length > 0 ? JSON.stringify(queue) : '')
}

/** Ids of conversations that never reached the server, with messages that wait. Their queues are kept under `new:ID`. */
export function unsentConversations(owner: string): string[] {
  const prefix = queueKey(owner, 'new:')
  const keys = attempt((storage) => Object.keys(storage)) ?? []
  return keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length))
}

/** The key of a queue as `storage` events name it. */
export function queueKey(owner: string, conversationId: string): string {
  return nameOf(owner, `queue:${conversationId}`)
}

/** Removes all unsent words from this browser, whosever they are; for signing out. */
export function forgetUnsent(): void {
  attempt((storage) => {
    for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key)
  })
}
