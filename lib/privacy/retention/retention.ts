import 'server-only'
import { z } from 'zod'
import { findRetention, findSubject, readRetentions, setRetention } from '@/lib/accounts/server'
import { audit } from '@/lib/audit/server'
import type { Ctx, Scope } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { countUntouched, deleteUntouched } from '@/lib/chat/server'
import { idSchema } from '@/lib/core/id-schema'
import { enqueueJob } from '@/lib/jobs/server'
import type { Retention } from '../schema'

export const RETENTION_JOB = 'privacy.retention'
const ofPerson = z.object({ userId: idSchema })
const DAY_MS = 24 * 60 * 60 * 1000

const before = (days: number) => new Date(Date.now() - days * DAY_MS)

/** @returns after how many days the caller's conversations are deleted */
export async function getRetention(ctx: Ctx): Promise<Retention> {
  assertCan(ctx, 'profile:read')
  return { days: (await findRetention(ctx.userId)) as Retention['days'] }
}

/** @returns how many conversations would be deleted now, in whatever workspace. Pinned ones never are: pinning says that they matter */
export async function countOldConversations(ctx: Ctx, { days }: Retention): Promise<{ count: number }> {
  assertCan(ctx, 'conversation:read')
  if (days === null) return { count: 0 }
  const scopes = await scopesOf(ctx.userId)
  const counts = await Promise.all(scopes.map((scope) => countUntouched(scope, before(days))))
  return { count: counts.reduce((sum, count) => sum + count, 0) }
}

/** Lets conversations be deleted that nobody has written in for so many days; those that are old already go at once. */
export async function changeRetention(ctx: Ctx, { days }: Retention): Promise<Retention> {
  assertCan(ctx, 'conversation:write')
  await setRetention(ctx.userId, days)
  audit('retention.changed', { days: days ?? 0, userId: ctx.userId, requestId: ctx.requestId })
  if (days !== null) await enqueueJob(RETENTION_JOB, { userId: ctx.userId })
  return { days }
}

/** The job that follows a change. */
export async function deleteOldOf(payload: unknown): Promise<void> {
  const { userId } = ofPerson.parse(payload)
  const days = await findRetention(userId)
  if (days !== null) await deleteOlder(userId, days)
}

/** Deletes the old conversations of everybody who wants that. Two servers at once do no harm. */
export async function deleteOldConversations(): Promise<void> {
  for await (const { userId, days } of readRetentions()) await deleteOlder(userId, days)
}

async function deleteOlder(userId: string, days: number): Promise<void> {
  for (const scope of await scopesOf(userId)) {
    const count = await deleteUntouched(scope, before(days))
    if (count > 0) audit('conversations.outlived', { count, days, userId })
  }
}

/** @returns where somebody may have conversations: what they choose holds in all their workspaces */
async function scopesOf(userId: string): Promise<Scope[]> {
  const subject = await findSubject(userId)
  return (subject?.workspaceIds ?? []).map((workspaceId) => ({ workspaceId, userId }))
}
