import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { AppError } from '@/lib/core/errors'
import type { ModelDto } from '@/lib/models/schema'
import { isOwnKey, type ModelAccess } from '@/lib/models/server'
import { type Reservation, reserveMessage } from '@/lib/usage/server'

/** A reply that may be made. Without a reservation it counts for nothing. */
type Allowed = { reservation: Reservation | null; access: ModelAccess }

/**
 * Counts a reply before a model is asked for it. What a workspace pays for itself counts for nothing, and goes on when the plan is
 * used up; then no model of the installation steps in for it.
 *
 * @param generationId of the generation to come
 * @throws AppError `limit_reached`
 */
export async function reserveReply(
  ctx: Ctx,
  generationId: string,
  access: ModelAccess,
  model: ModelDto | null,
): Promise<Allowed> {
  if (!model) return { reservation: null, access }
  const isOwn = isOwnKey(access, model.id)
  const own = access.personal.fallbackModels.filter((id) => isOwnKey(access, id))
  if (isOwn && own.length === access.personal.fallbackModels.length) return { reservation: null, access }
  try {
    return { reservation: await reserveMessage(ctx, generationId), access }
  } catch (error) {
    if (!isOwn || !(error instanceof AppError) || error.code !== 'limit_reached') throw error
    return { reservation: null, access: { ...access, personal: { ...access.personal, fallbackModels: own } } }
  }
}
