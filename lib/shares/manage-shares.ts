import 'server-only'
import { randomBytes } from 'node:crypto'
import { getProfile } from '@/lib/accounts/server'
import { audit } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { findBranchIds, readMessages, requireConversation } from '@/lib/chat/server'
import { formatCursor, parseCursor } from '@/lib/core/cursor'
import { AppError, notFound } from '@/lib/core/errors'
import { definedOnly } from '@/lib/core/objects'
import {
  countShares,
  createShare as create,
  findShare,
  findShares,
  type ShareRecord,
  updateShare as update,
} from './data'
import { SHARES_MAX } from './limits'
import type { CreateShareInput, ExpiryDays, ShareDto, SharePage, UpdateShareInput } from './schema'

const PAGE = 50
const DAY_MS = 24 * 60 * 60 * 1000
/** 144 random bits. */
const TOKEN_BYTES = 18

function toShare(share: ShareRecord): ShareDto {
  return {
    id: share._id,
    conversationId: share.conversationId,
    path: `/s/${share.token}`,
    title: share.title,
    authorName: share.authorName,
    leafId: share.leafId,
    expiresAt: share.expiresAt?.toISOString() ?? null,
    createdAt: share.createdAt.toISOString(),
  }
}

/**
 * Makes a link to a branch as it is now.
 *
 * @throws AppError `not_found` for a conversation or a message that is not the caller's; `conflict` when there are too many links
 */
export async function createShare(ctx: Ctx, input: CreateShareInput): Promise<ShareDto> {
  assertCan(ctx, 'share:write')
  const { title } = await requireConversation(ctx, input.conversationId)
  const leafId = await requireLeaf(ctx, input.conversationId, input.leafId)
  if ((await countShares(ctx)) >= SHARES_MAX) {
    throw new AppError('conflict', `You have ${SHARES_MAX} links. Stop sharing one of them to make another.`)
  }
  const share = await create(ctx, {
    conversationId: input.conversationId,
    token: randomBytes(TOKEN_BYTES).toString('base64url'),
    title,
    authorName: await authorName(ctx, input.showAuthor),
    leafId,
    expiresAt: inDays(input.expiresInDays),
  })
  audit('share.created', { shareId: share._id, userId: ctx.userId, requestId: ctx.requestId })
  return toShare(share)
}

/** Changes what a link shows and how long it works; its address stays. */
export async function updateShare(ctx: Ctx, input: UpdateShareInput): Promise<ShareDto> {
  assertCan(ctx, 'share:write')
  const share = await requireShare(ctx, input.id)
  const { title, showAuthor, expiresInDays } = input
  const leafId = input.leafId && (await requireLeaf(ctx, share.conversationId, input.leafId))
  const patch = {
    ...definedOnly({ title, leafId }),
    ...(showAuthor !== undefined && { authorName: await authorName(ctx, showAuthor) }),
    ...(expiresInDays !== undefined && { expiresAt: inDays(expiresInDays) }),
  }
  await update(ctx, share._id, patch)
  return toShare({ ...share, ...patch })
}

/** A revoked link shows nothing from the next request on; taken back, it is the same link again. */
export async function revokeShare(
  ctx: Ctx,
  { id, revoked }: { id: string; revoked: boolean },
): Promise<null> {
  assertCan(ctx, 'share:write')
  if (!(await findShare(ctx, id))) throw notFound('link')
  await update(ctx, id, { revokedAt: revoked ? new Date() : null })
  audit(revoked ? 'share.revoked' : 'share.restored', {
    shareId: id,
    userId: ctx.userId,
    requestId: ctx.requestId,
  })
  return null
}

/** The caller's links that are not revoked, newest first; those of one conversation when it is named. */
export async function listShares(
  ctx: Ctx,
  { conversationId, cursor }: { conversationId?: string | undefined; cursor?: string | undefined },
): Promise<SharePage> {
  assertCan(ctx, 'share:read')
  const rows = await findShares(ctx, conversationId, cursor ? parseCursor(cursor) : null, PAGE + 1)
  const shares = rows.slice(0, PAGE).map(toShare)
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  return { shares, nextCursor: last ? formatCursor({ at: last.createdAt, id: last._id }) : null }
}

async function requireShare(ctx: Ctx, id: string): Promise<ShareRecord> {
  const share = await findShare(ctx, id)
  if (!share || share.revokedAt) throw notFound('link')
  return share
}

/** @returns the last message of the branch that has words: a failure without any is gone once its question is answered again */
async function requireLeaf(scope: Ctx, conversationId: string, leafId: string): Promise<string> {
  const branch = { scope, conversationId, leafId }
  const ids = await findBranchIds(branch)
  for await (const { _id, text } of readMessages(branch, ids.reverse())) if (text.trim() !== '') return _id
  throw notFound('message')
}

async function authorName(ctx: Ctx, shown: boolean): Promise<string | null> {
  return shown ? (await getProfile(ctx)).name : null
}

function inDays(days: ExpiryDays | null): Date | null {
  return days === null ? null : new Date(Date.now() + days * DAY_MS)
}
