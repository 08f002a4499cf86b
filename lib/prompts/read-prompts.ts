import 'server-only'
import { userNames } from '@/lib/accounts/server'
import type { Ctx, Scope } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import * as data from './data'
import { PROMPTS_MAX } from './limits'
import type { PromptDto, PromptFile, PromptSummary } from './schema'

const PREVIEW_CHARS = 160
/** One's own and those of others together. */
const LISTED_MAX = 3 * PROMPTS_MAX

/** @returns the caller's prompts and those shared in the workspace, by title */
export async function listPrompts(ctx: Ctx): Promise<PromptSummary[]> {
  assertCan(ctx, 'library:read')
  const found = await data.findReadable(ctx, LISTED_MAX, PREVIEW_CHARS)
  return (await toPrompts(ctx, found)).map(({ content, ...prompt }) => ({
    ...prompt,
    preview: content.trim(),
  }))
}

/** @throws AppError `not_found` for one that is neither the caller's nor shared with them */
export async function getPrompt(ctx: Ctx, id: string): Promise<PromptDto> {
  assertCan(ctx, 'library:read')
  const found = await data.findReadablePrompt(ctx, id)
  const [prompt] = await toPrompts(ctx, found ? [found] : [])
  if (!prompt) throw notFound('prompt')
  return prompt
}

/** @returns the caller's own prompts as a file */
export async function exportPrompts(ctx: Ctx): Promise<PromptFile> {
  assertCan(ctx, 'library:read')
  const own = await data.findOwn(ctx, PROMPTS_MAX)
  const prompts = own.map(({ title, folder, command, content }) => ({ title, folder, command, content }))
  return { format: 'numina.prompts', version: 1, prompts }
}

async function toPrompts(scope: Scope, found: readonly data.PromptDocument[]): Promise<PromptDto[]> {
  const isOwn = (prompt: data.PromptDocument) => prompt.userId.toHexString() === scope.userId
  const others = found.filter((prompt) => !isOwn(prompt)).map(({ userId }) => userId.toHexString())
  const names = await userNames(others)
  return found.map((prompt) => ({
    id: prompt._id.toHexString(),
    title: prompt.title,
    folder: prompt.folder,
    command: prompt.command,
    content: prompt.content,
    isShared: prompt.isShared,
    isOwn: isOwn(prompt),
    author: isOwn(prompt) ? null : (names.get(prompt.userId.toHexString()) ?? null),
  }))
}
