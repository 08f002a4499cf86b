import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCanManage } from '@/lib/auth/permissions'
import { havePlansEffect } from '@/lib/auth/seats'
import { addDays } from '@/lib/core/days'
import { AppError, notFound } from '@/lib/core/errors'
import { startOfDay } from '@/lib/core/start-of-day'
import { type AccountDocument, dropGiven, findGiven, writeGiven } from '../accounts/data'
import { holdPlan } from '../accounts/hold-plan'
import { allPlans, offeredPlans, planNamed } from '../plans/read-plans'
import type { GivenPlanList, GivenPlanRow, GivePlanInput, Plan, TakePlanBackInput } from '../schema'
import { findReceiver, namesOfReceivers } from './receiver'

const MOST_ROWS = 100

/**
 * Gives a plan to the workspace of a person, or to a team of theirs, until the end of a day where the caller is, whatever is paid. It counts with their next request, and they
 * see it in their settings. One that was given before is replaced.
 *
 * @throws AppError `forbidden`; `factor_required`; `invalid_input` for an address nobody here has, a team or a plan there is not, a day that is over
 */
export async function givePlan(ctx: Ctx, input: GivePlanInput): Promise<GivenPlanRow> {
  assertCanManage(ctx, 'instance:billing')
  const { plan, seats, until, note } = input
  const wanted = givenPlans().find(({ key }) => key === plan)
  if (!wanted) throw refused('plan', 'Choose one of the plans.')
  if (!wanted.hasSeats && seats !== 1) throw refused('seats', `${wanted.name} has one seat.`)
  const next = startOfDay(addDays(until, 1), ctx.timeZone)
  // A moment before: seen from there it is that day.
  const end = new Date((next?.getTime() ?? 0) - 1)
  if (end <= new Date()) throw refused('until', 'Choose a day to come.')
  const { userId, workspaceId, name } = await findReceiver(input)
  const given = { plan, seats, until: end.toISOString(), note }
  const account = await writeGiven(workspaceId, userId, given)
  if (!account) throw notFound('account')
  await holdPlan(workspaceId)
  const subject = { userId, requestId: ctx.requestId, actorId: ctx.userId }
  await recordSecurityEvent('plan.given', subject, { plan, seats, until })
  return toRow(account, name)
}

/**
 * Takes a plan back that was given; what is paid stays.
 *
 * @throws AppError `forbidden`; `factor_required`; `not_found`
 */
export async function takePlanBack(ctx: Ctx, { id }: TakePlanBackInput): Promise<null> {
  assertCanManage(ctx, 'instance:billing')
  const account = await dropGiven(id)
  if (!account) throw notFound('plan')
  await holdPlan(account.workspaceId.toHexString())
  const subject = { userId: account.userId.toHexString(), requestId: ctx.requestId, actorId: ctx.userId }
  await recordSecurityEvent('plan.taken_back', subject)
  return null
}

/** @returns plans that were given, also those that are over, the newest first, and what can be given; null where plans mean nothing */
export async function listGivenPlans(ctx: Ctx): Promise<GivenPlanList | null> {
  assertCanManage(ctx, 'instance:billing')
  if (!havePlansEffect()) return null
  const found = await findGiven(MOST_ROWS)
  const names = await namesOfReceivers(found)
  return {
    rows: found.map((account, at) => toRow(account, names[at] ?? '')),
    plans: givenPlans().map(({ key, name, hasSeats }) => ({ key, name, hasSeats })),
  }
}

/** All but the one that everybody has. */
function givenPlans(): Plan[] {
  const [everybodys] = allPlans()
  return offeredPlans().filter(({ key }) => key !== everybodys?.key)
}

function toRow({ _id, granted }: AccountDocument, name: string): GivenPlanRow {
  if (!granted) throw new Error('nothing was given')
  const { plan, ...rest } = granted
  return { id: _id.toHexString(), name, plan: planNamed(plan).name, ...rest }
}

const refused = (field: string, message: string) =>
  new AppError('invalid_input', message, { fields: { [field]: message } })
