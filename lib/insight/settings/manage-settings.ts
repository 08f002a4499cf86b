import 'server-only'
import { audit } from '@/lib/audit/server'
import type { Ctx, Scope } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { changeConsent, hasConsented } from '@/lib/consents/server'
import { notFound } from '@/lib/core/errors'
import { countCorrections, countReadings, removeReadings } from '../data'
import type { ChangeHere, InsightChange, InsightSettings, InsightState, TurnOff } from '../schema'
import { countOwn, findOffHere, findSetting, removeOwn, saveSetting, setOffHere } from './data'

const KIND = 'emotional_insight'

/** @returns whether the caller's messages are read for how they feel, and what follows from it */
export async function getInsightState(ctx: Ctx): Promise<InsightState> {
  assertCan(ctx, 'insight:read')
  const [isOn, { adapt, pausedAt }] = await Promise.all([hasConsented(ctx.userId, KIND), findSetting(ctx)])
  return { isOn, isPaused: pausedAt !== null, adapt }
}

/** The same with how much there is. */
export async function getInsightSettings(ctx: Ctx): Promise<InsightSettings> {
  const [state, readings, corrections, own] = await Promise.all([
    getInsightState(ctx),
    countReadings(ctx),
    countCorrections(ctx),
    countOwn(ctx),
  ])
  return { ...state, counts: { readings, corrections, ...own } }
}

/** Gives the consent. From the next message on, what is sent is read. */
export async function turnOnInsight(ctx: Ctx): Promise<InsightSettings> {
  assertCan(ctx, 'insight:write')
  await changeConsent(ctx, { kind: KIND, isGiven: true })
  await saveSetting(ctx, { pausedAt: null })
  audit('insight.on', { userId: ctx.userId, requestId: ctx.requestId })
  return getInsightSettings(ctx)
}

/**
 * Withdraws the consent, and removes every reading with what was learnt from it.
 *
 * @param withOwn also what the person said themselves: check-ins and kept reflections
 */
export async function turnOffInsight(ctx: Ctx, { withOwn }: TurnOff): Promise<InsightSettings> {
  assertCan(ctx, 'insight:write')
  // First the consent: what is being read now finds it gone and is not kept.
  await changeConsent(ctx, { kind: KIND, isGiven: false })
  await removeReadings(ctx)
  await saveSetting(ctx, { bias: {}, pausedAt: null })
  if (withOwn) await removeOwn(ctx)
  audit('insight.off', { userId: ctx.userId, requestId: ctx.requestId })
  return getInsightSettings(ctx)
}

/** Changes how much the assistant heeds what was read, or pauses reading. A pause keeps what there is. */
export async function changeInsight(ctx: Ctx, { adapt, isPaused }: InsightChange): Promise<InsightState> {
  assertCan(ctx, 'insight:write')
  await saveSetting(ctx, {
    ...(adapt && { adapt }),
    ...(isPaused !== undefined && { pausedAt: isPaused ? new Date() : null }),
  })
  return getInsightState(ctx)
}

/**
 * Turns reading off or on in one conversation. Off: what was read there is removed.
 *
 * @throws AppError `not_found` for a foreign conversation
 */
export async function changeInsightHere(ctx: Ctx, { conversationId, isOff }: ChangeHere): Promise<null> {
  assertCan(ctx, 'insight:write')
  if (!(await findOffHere(ctx, conversationId))) throw notFound('conversation')
  await setOffHere(ctx, conversationId, isOff)
  if (isOff) await removeReadings(ctx, { conversationId })
  return null
}

/**
 * The one rule of when a message is read: with its writer's consent, not while they paused it, not where they turned it off.
 *
 * @param isBeginning the conversation may not be there yet: its first message is just being taken
 * @returns null: it must not be read; else what is known of the writer
 */
export async function findReader(scope: Scope, conversationId: string, isBeginning = false) {
  // Most have not consented: nothing else is looked up for them.
  if (!(await hasConsented(scope.userId, KIND))) return null
  const [setting, here] = await Promise.all([findSetting(scope), findOffHere(scope, conversationId)])
  const isOffHere = here ? here.isOff : !isBeginning
  return setting.pausedAt === null && !isOffHere ? setting : null
}
