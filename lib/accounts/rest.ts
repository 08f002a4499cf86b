import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { definedOnly } from '@/lib/core/objects'
import { isOlderThan } from './age'
import { findUserById, type UserRecord, updateUser } from './data'
import type { Rest, RestChange, Welcome } from './schema'

const OF_AGE = 18
/** Hours of the person's own day. */
const USUAL = { isOn: true, from: 23, to: 6, sittingMinutes: 120 }
/** Who says that they are younger is told sooner, and cannot turn it off. */
const YOUNG = { isOn: true, from: 22, to: 6, sittingMinutes: 60 }

/** @returns when somebody is to be told gently that it is late, or that they have been here for long */
export function restOf({ birthday, timeZone, onboarding }: UserRecord): Rest {
  if (birthday && !isOlderThan(birthday, timeZone, OF_AGE)) return { ...YOUNG, isYoung: true }
  const wish = (onboarding as { rest?: Pick<Rest, 'isOn' | 'from' | 'to'> } | null)?.rest
  return { ...USUAL, ...wish, isYoung: false }
}

/**
 * Changes when somebody is told. The wish stands with what else they want to be told of (`onboarding`); what the browser remembers of
 * nights and sittings never comes here.
 *
 * @throws AppError `forbidden` for somebody who is under age
 */
export async function changeRest(ctx: Ctx, change: RestChange): Promise<Rest> {
  assertCan(ctx, 'profile:write')
  const user = await findUserById(ctx.userId)
  if (!user) throw new AppError('unauthenticated', 'Please sign in again.')
  const before = restOf(user)
  if (before.isYoung)
    throw new AppError('forbidden', `This can be changed from the age of ${OF_AGE} on. Nothing was changed.`)
  const { isOn = before.isOn, from = before.from, to = before.to } = change
  const onboarding = (user.onboarding ?? { isDone: true }) as Welcome
  await updateUser(ctx.userId, { onboarding: { ...definedOnly(onboarding), rest: { isOn, from, to } } })
  return { ...before, isOn, from, to }
}
