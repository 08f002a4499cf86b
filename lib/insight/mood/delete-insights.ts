import 'server-only'
import { audit } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { startOfDay } from '@/lib/core/start-of-day'
import { learnAnew } from '../reading/correct-reading'
import type { InsightDeletion } from '../schema'
import { removeBetween, removeReflections } from './data'
import { addDays } from './days'

/**
 * Deletes everything of whole days, or of all: readings, check-ins, and reflections that look back at any of it. What corrections of
 * those days had taught is forgotten, too.
 *
 * @returns how much it was
 */
export async function deleteInsights(
  ctx: Ctx,
  { days }: InsightDeletion,
): Promise<{ readings: number; checkIns: number; reflections: number }> {
  assertCan(ctx, 'insight:write')
  const begin = (day: string) => startOfDay(day, ctx.timeZone) ?? new Date(Date.parse(day))
  const between = days && { from: begin(days.first), before: begin(addDays(days.last, 1)) }
  const [removed, reflections] = await Promise.all([
    removeBetween(ctx, between),
    removeReflections(ctx, days),
  ])
  await learnAnew(ctx)
  audit('insight.deleted', { ...removed, userId: ctx.userId, requestId: ctx.requestId })
  return { ...removed, reflections }
}
