import 'server-only'
import { removePicture, requirePicture, storePicture } from '@/lib/accounts/server'
import { audit } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import * as data from './data'
import { ASSISTANTS_MAX } from './limits'
import { dropPictureLater } from './pictures'
import type { SaveAssistantInput } from './schema'

/** A deleted assistant may be brought back, with its picture, for so long. */
const UNDO_MS = 10 * 60 * 1000
/** A picture that was chosen in a form nobody saved is not kept. */
const NAMED_WITHIN_MS = 24 * 60 * 60 * 1000

/** Makes an assistant, changes it, or brings a deleted one back. */
export async function saveAssistant(ctx: Ctx, { id, ...fields }: SaveAssistantInput): Promise<null> {
  assertCan(ctx, 'library:write')
  if (await data.isHandleTaken(ctx, fields.handle, id)) throw handleTaken(fields.handle)
  if (fields.avatarId) await requirePicture(ctx, fields.avatarId)
  const before = await data.updateAssistant(ctx, id, fields)
  if (before) {
    if (before.avatarId && before.avatarId !== fields.avatarId) await removePicture(ctx, before.avatarId)
    return null
  }
  if ((await data.countOwn(ctx)) >= ASSISTANTS_MAX) {
    throw new AppError(
      'conflict',
      `You have ${ASSISTANTS_MAX} assistants, and more are not possible. Delete one first.`,
    )
  }
  if (await data.createAssistant(ctx, id, fields)) return null
  // The same request twice, a handle taken in the same moment, or somebody else's id.
  if (await data.findOwnAssistant(ctx, id)) return null
  if (await data.isHandleTaken(ctx, fields.handle, id)) throw handleTaken(fields.handle)
  throw notFound('assistant')
}

/**
 * Deletes an assistant; its conversations go on without it, and have it again when it is brought back.
 *
 * @returns the deleted assistant: saving it brings it back, with its picture
 */
export async function deleteAssistant(ctx: Ctx, { id }: { id: string }): Promise<SaveAssistantInput> {
  assertCan(ctx, 'library:write')
  const removed = await data.removeAssistant(ctx, id)
  if (!removed) throw notFound('assistant')
  audit('assistant.deleted', { assistantId: id, userId: ctx.userId, requestId: ctx.requestId })
  const { name, handle, description, instructions, model, emoji, avatarId, starters, isShared } = removed
  if (avatarId) await dropPictureLater(ctx, avatarId, UNDO_MS)
  return { id, name, handle, description, instructions, model, emoji, avatarId, starters, isShared }
}

/** Stores a picture, to be named in `saveAssistant`. */
export async function storeAssistantPicture(ctx: Ctx, file: File): Promise<{ avatarId: string }> {
  assertCan(ctx, 'library:write')
  const avatarId = await storePicture(ctx, file)
  await dropPictureLater(ctx, avatarId, NAMED_WITHIN_MS)
  return { avatarId }
}

function handleTaken(handle: string): AppError {
  const message = `Another assistant of yours is called by @${handle}.`
  return new AppError('invalid_input', message, { fields: { handle: message } })
}
