import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { startOfDay } from '@/lib/core/start-of-day'
import { type CheckInRecord, findCheckInsBetween, findReadingsBetween } from './data'
import { addDays, clockOf } from './days'
import { momentOfCheckIn, momentOfReading } from './moments'
import type { Placed } from './summarise'

export type LookBack = {
  firstDay: string
  lastDay: string
  moments: Placed[]
  checkIns: CheckInRecord[]
}

/** Everything that is known of the last days of somebody, today included, by their own clock. */
export async function lookBack(ctx: Ctx, days: number): Promise<LookBack> {
  const clock = clockOf(ctx.timeZone)
  const lastDay = clock(new Date()).day
  const firstDay = addDays(lastDay, 1 - days)
  const begin = (day: string) => startOfDay(day, ctx.timeZone) ?? new Date(Date.parse(day))
  const [from, before] = [begin(firstDay), begin(addDays(lastDay, 1))]
  const [readings, checkIns] = await Promise.all([
    findReadingsBetween(ctx, from, before),
    findCheckInsBetween(ctx, from, before),
  ])
  const moments = [...readings.map(momentOfReading), ...checkIns.map(momentOfCheckIn)]
    .filter((moment) => moment !== null)
    .map((moment) => ({ ...moment, ...clock(moment.at) }))
  return { firstDay, lastDay, moments, checkIns }
}
