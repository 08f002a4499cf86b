import 'server-only'
import { audit } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import * as data from './data'
import { PROMPTS_MAX } from './limits'
import type { SavePromptInput } from './schema'

/** Makes a prompt, changes it, or brings a deleted one back. */
export async function savePrompt(ctx: Ctx, { id, ...fields }: SavePromptInput): Promise<null> {
  assertCan(ctx, 'library:write')
  if (fields.command && (await data.isCommandTaken(ctx, fields.command, id))) {
    const message = `Another prompt of yours has the command /${fields.command}.`
    throw new AppError('invalid_input', message, { fields: { command: message } })
  }
  if (await data.updatePrompt(ctx, id, fields)) return null
  if ((await data.countOwn(ctx)) >= PROMPTS_MAX) {
    throw new AppError(
      'conflict',
      `You have ${PROMPTS_MAX.toLocaleString('en')} prompts, and more are not possible. Delete one first.`,
    )
  }
  const created = await data.createPrompts(ctx, [{ id, ...fields }])
  // Made by the same request coming twice; or it is somebody else's.
  if (!created && !(await data.updatePrompt(ctx, id, fields))) throw notFound('prompt')
  return null
}

/** @returns the deleted prompt: saving it brings it back */
export async function deletePrompt(ctx: Ctx, { id }: { id: string }): Promise<SavePromptInput> {
  assertCan(ctx, 'library:write')
  const removed = await data.removePrompt(ctx, id)
  if (!removed) throw notFound('prompt')
  audit('prompt.deleted', { promptId: id, userId: ctx.userId, requestId: ctx.requestId })
  const { title, folder, command, content, isShared } = removed
  return { id, title, folder, command, content, isShared }
}
