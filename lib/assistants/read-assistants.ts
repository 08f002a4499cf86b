import 'server-only'
import { userNames } from '@/lib/accounts/server'
import type { Ctx, Scope } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import * as data from './data'
import { ASSISTANTS_MAX } from './limits'
import type { AssistantDto, AssistantSummary } from './schema'

/** One's own and those of others together. */
const LISTED_MAX = 3 * ASSISTANTS_MAX

/** @returns the caller's assistants and those shared in the workspace, by name */
export async function listAssistants(ctx: Ctx): Promise<AssistantSummary[]> {
  assertCan(ctx, 'library:read')
  const found = await toAssistants(ctx, await data.findUsable(ctx, LISTED_MAX))
  return found.map(({ instructions: _, ...assistant }) => assistant)
}

/** @throws AppError `not_found` for one that is neither the caller's nor shared with them */
export async function getAssistant(ctx: Ctx, id: string): Promise<AssistantDto> {
  assertCan(ctx, 'library:read')
  return requireAssistant(ctx, id)
}

/** @throws AppError `not_found` for one that is neither the caller's nor shared with them */
export async function requireAssistant(scope: Scope, id: string): Promise<AssistantDto> {
  const found = await data.findUsableAssistant(scope, id)
  const [assistant] = await toAssistants(scope, found ? [found] : [])
  if (!assistant) throw notFound('assistant')
  return assistant
}

/** What an assistant adds to a reply. */
export type ReplyingAssistant = { instructions: string; model: string | null }

/** @returns null when there is none, or none any more: the conversation goes on without it */
export async function findReplyingAssistant(
  scope: Scope,
  id: string | null,
): Promise<ReplyingAssistant | null> {
  const found = id ? await data.findUsableAssistant(scope, id) : null
  if (!found) return null
  const { name, instructions, model } = found
  const role = `In this conversation you are ${name}, an assistant with a task of its own.`
  return { instructions: instructions ? `${role}\n${instructions}` : role, model }
}

async function toAssistants(scope: Scope, found: readonly data.AssistantDocument[]): Promise<AssistantDto[]> {
  const isOwn = (assistant: data.AssistantDocument) => assistant.userId.toHexString() === scope.userId
  const others = found.filter((assistant) => !isOwn(assistant)).map(({ userId }) => userId.toHexString())
  const names = await userNames(others)
  return found.map((assistant) => ({
    id: assistant._id.toHexString(),
    name: assistant.name,
    handle: assistant.handle,
    description: assistant.description,
    instructions: assistant.instructions,
    model: assistant.model,
    emoji: assistant.emoji,
    avatarId: assistant.avatarId,
    starters: assistant.starters,
    isShared: assistant.isShared,
    isOwn: isOwn(assistant),
    author: isOwn(assistant) ? null : (names.get(assistant.userId.toHexString()) ?? null),
  }))
}
