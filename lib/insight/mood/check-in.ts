import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import type { CheckIn } from '../schema'
import { getInsightState } from '../settings/manage-settings'
import { deleteCheckIn, saveCheckIn } from './data'

/** @throws AppError `conflict` while emotional insight is off: then nothing of feelings is kept */
export async function assertOn(ctx: Ctx): Promise<void> {
  if (!(await getInsightState(ctx)).isOn)
    throw new AppError('conflict', 'Emotional insight is off. Nothing was kept.')
}

/**
 * Keeps how somebody says they feel; it counts above everything that was read that day.
 *
 * @throws AppError `not_found` when the id is somebody else's
 */
export async function checkIn(ctx: Ctx, input: CheckIn): Promise<null> {
  assertCan(ctx, 'insight:write')
  await assertOn(ctx)
  if (!(await saveCheckIn(ctx, input))) throw notFound('check-in')
  return null
}

/** @throws AppError `not_found` */
export async function removeCheckIn(ctx: Ctx, { id }: { id: string }): Promise<null> {
  assertCan(ctx, 'insight:write')
  if (!(await deleteCheckIn(ctx, id))) throw notFound('check-in')
  return null
}
