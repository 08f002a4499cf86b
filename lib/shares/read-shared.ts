import 'server-only'
import { findMemberships, isAccountOpen } from '@/lib/accounts/server'
import type { Ctx, Scope } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import {
  type BranchRef,
  copyBranch,
  findBranchIds,
  type MessageRecord,
  measureMessages,
  readMessages,
  requireConversation,
} from '@/lib/chat/server'
import { AppError } from '@/lib/core/errors'
import { publishConversations } from '@/lib/live/server'
import { cutPages } from './cut-pages'
import { findShareByToken, type ShareRecord } from './data'
import type { SharedConversation, SharedMessage } from './schema'

const TOKEN = /^[\w-]{24}$/

/** Every reason looks the same: never there, revoked, expired, its conversation deleted, its account closed, its author out of the team. */
function gone(): AppError {
  return new AppError('not_found', 'This link leads nowhere any more.')
}

/** @throws AppError `not_found` for a link that does not work, for whatever reason */
async function requireShared(token: string): Promise<{ share: ShareRecord; branch: BranchRef }> {
  const share = TOKEN.test(token) ? await findShareByToken(token) : null
  if (!share || share.revokedAt || (share.expiresAt && share.expiresAt <= new Date())) throw gone()
  const { workspaceId, userId, conversationId, leafId } = share
  const scope = { workspaceId, userId }
  const [isKept, isOpen, memberships] = await Promise.all([
    isThere(scope, conversationId),
    isAccountOpen(userId),
    findMemberships(userId),
  ])
  if (!isKept || !isOpen || !memberships.some((each) => each.workspaceId === workspaceId)) throw gone()
  return { share, branch: { scope, conversationId, leafId } }
}

async function isThere(scope: Scope, conversationId: string): Promise<boolean> {
  try {
    await requireConversation(scope, conversationId)
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return false
    throw error
  }
}

/**
 * What a link shows to anybody.
 *
 * @param page counted from 1; one that is not there is *not found*
 */
export async function readShared(token: string, page: number): Promise<SharedConversation> {
  const { share, branch } = await requireShared(token)
  const ids = await findBranchIds(branch)
  if (ids.length === 0) throw gone()
  const pages = cutPages(await measureMessages(branch, ids))
  const shown = pages[page - 1]?.map(({ id }) => id)
  if (!shown) throw gone()
  const from = pages.slice(0, page - 1).flat().length
  const messages: SharedMessage[] = []
  for await (const { role, text } of readMessages(branch, shown)) {
    if (text.trim() === '' || (role !== 'user' && role !== 'assistant')) continue
    messages.push({ key: from + messages.length, role, text })
  }
  const { title, authorName, createdAt } = share
  return { title, authorName, sharedAt: createdAt.toISOString(), messages, page, pages: pages.length }
}

/** @returns what a picture of the link says */
export async function readSharedTitle(
  token: string,
): Promise<Pick<SharedConversation, 'title' | 'authorName'>> {
  const { share } = await requireShared(token)
  return { title: share.title, authorName: share.authorName }
}

/**
 * Copies what a link shows, and no more, into a conversation of the reader.
 *
 * @param input `conversationId` is made by the client: asking again with the same id makes no second copy
 */
export async function continueShared(
  ctx: Ctx,
  { token, conversationId }: { token: string; conversationId: string },
): Promise<{ conversationId: string }> {
  assertCan(ctx, 'conversation:write')
  const { share, branch } = await requireShared(token)
  if (await isThere(ctx, conversationId)) return { conversationId }
  const messages: MessageRecord[] = []
  const now = Date.now()
  for await (const message of readMessages(branch, await findBranchIds(branch))) {
    if (message.text.trim() !== '') messages.push(wordsOf(message, new Date(now + messages.length)))
  }
  await copyBranch(ctx, messages, { _id: conversationId, title: share.title, model: null, folderId: null })
  publishConversations(ctx, [conversationId])
  return { conversationId }
}

/** No model, no usage, no thoughts, not when it was said or how it ended: the page does not show them either. */
function wordsOf(message: MessageRecord, createdAt: Date): MessageRecord {
  const parts = [{ type: 'text', text: message.text }]
  return { ...message, parts, createdAt, status: 'done', model: null, usage: null, error: null }
}
