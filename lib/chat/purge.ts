import 'server-only'
import { findConversationsWithReplies, purgeGenerations, purgeReplyLogs } from '@/lib/generations/server'
import { log } from '@/lib/platform/log'
import { type DeletedConversation, findDeletedConversations, removeConversations } from './data'
import { type DeletedMessage, findDeletedMessages, removeWords } from './tree/data'

/** Later than any deletion can be taken back (RESTORABLE_MS), with room for the clocks of several servers. */
const PURGE_AFTER_MS = 15_000
const AT_ONCE = 50
/** A run ends after this many batches; the next one goes on. */
const BATCHES = 20

/** Removes what a domain keeps of these conversations. Doing it twice does no harm. */
export type PurgeOf = (conversations: readonly DeletedConversation[]) => Promise<void>

/**
 * Removes deleted conversations for good, with everything that belongs to them. The conversation itself goes last: when a server
 * dies in between, or two do the same at once, the next run finds it again and nothing is left behind.
 *
 * @param contributions what other domains keep of a conversation
 * @returns how many conversations are gone
 */
export async function purgeConversations(contributions: readonly PurgeOf[]): Promise<number> {
  let count = 0
  for (let batch = 0; batch < BATCHES; batch++) {
    const deleted = await findDeletedConversations(new Date(Date.now() - PURGE_AFTER_MS), AT_ONCE)
    // A reply that is still being made would be saved after its conversation is gone.
    const running = await findConversationsWithReplies(deleted)
    const ready = deleted.filter(({ id }) => !running.has(id))
    if (ready.length === 0) break
    for (const purge of [...contributions, purgeGenerations, removeConversations]) await purge(ready)
    count += ready.length
  }
  if (count > 0) log.info('conversations purged', { count })
  return count
}

/** Removes what a domain keeps of these messages. Doing it twice does no harm. */
export type PurgeOfMessages = (messages: readonly DeletedMessage[]) => Promise<void>

/**
 * Removes the words of deleted messages for good: from the message, from the log of its making and from what was made of it.
 *
 * @param contributions what other domains keep of a message
 */
export async function purgeMessages(contributions: readonly PurgeOfMessages[] = []): Promise<number> {
  let count = 0
  for (let batch = 0; batch < BATCHES; batch++) {
    const deleted = await findDeletedMessages(new Date(Date.now() - PURGE_AFTER_MS), AT_ONCE)
    if (deleted.length === 0) break
    for (const purge of [...contributions, purgeReplyLogs, removeWords]) await purge(deleted)
    count += deleted.length
  }
  return count
}
