import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { publish } from '@/lib/live/server'
import { setSessionWorkspace } from '@/lib/sessions/server'
import { findMembership } from '../data'

/**
 * Lets the caller's session work in another of their workspaces. All windows of this session follow; their other devices stay where
 * they are.
 *
 * @throws AppError `not_found` for a workspace they do not belong to
 */
export async function switchWorkspace(ctx: Ctx, { id }: { id: string }): Promise<null> {
  assertCan(ctx, 'profile:write')
  if (!(await findMembership(id, ctx.userId))) throw notFound('workspace')
  await enterWorkspace(ctx, id)
  return null
}

/** Lets the caller's session work in a workspace they are known to belong to. */
export async function enterWorkspace({ userId, workspaceId, sessionId }: Ctx, id: string): Promise<void> {
  if (!sessionId) throw new AppError('unauthenticated', 'Please sign in again.')
  await setSessionWorkspace(sessionId, id)
  publish({ workspaceId, userId }, { kind: 'workspace', sessionId })
}
