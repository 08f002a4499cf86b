import 'server-only'
import { audit } from '@/lib/audit/server'
import type { Ctx, Scope } from '@/lib/auth/context'
import { assertCan, assertCanManage } from '@/lib/auth/permissions'
import { changeConsent, countConsents, hasConsented } from '@/lib/consents/server'
import { AppError, notFound } from '@/lib/core/errors'
import { countReadingsOf, removeReadings, removeReadingsOf } from '../data'
import type { ChangeHere, InsightChange, InsightSettings, InsightState, TurnOff } from '../schema'
import { countOwn, findOffHere, findSetting, forgetLearnt, removeOwn, saveSetting, setOffHere } from './data'

const KIND = 'emotional_insight'
const LANGUAGES = 'insight_languages'

/** @returns whether the caller's messages are read for how they feel, and what follows from it */
export async function getInsightState(ctx: Ctx): Promise<InsightState> {
  assertCan(ctx, 'insight:read')
  const [isOn, otherLanguages, { adapt, pausedAt }] = await Promise.all([
    hasConsented(ctx.userId, KIND),
    hasConsented(ctx.userId, LANGUAGES),
    findSetting(ctx),
  ])
  return { isOn, isPaused: pausedAt !== null, adapt, otherLanguages }
}

/** The same with how much there is. */
export async function getInsightSettings(ctx: Ctx): Promise<InsightSettings> {
  const [state, read, own] = await Promise.all([
    getInsightState(ctx),
    countReadingsOf(ctx.userId),
    countOwn(ctx.userId),
  ])
  return { ...state, counts: { ...read, ...own } }
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
 * Withdraws the consent, and removes every reading with what was learnt from it, in all workspaces: the consent is the person's.
 *
 * @param withOwn also what the person said themselves: check-ins and kept reflections
 */
export async function turnOffInsight(ctx: Ctx, { withOwn }: TurnOff): Promise<InsightSettings> {
  assertCan(ctx, 'insight:write')
  // First the consent: what is being read now finds it gone and is not kept.
  await changeConsent(ctx, { kind: KIND, isGiven: false })
  await changeConsent(ctx, { kind: LANGUAGES, isGiven: false })
  await removeReadingsOf(ctx.userId)
  await forgetLearnt(ctx.userId)
  if (withOwn) await removeOwn(ctx.userId)
  audit('insight.off', { userId: ctx.userId, requestId: ctx.requestId })
  return getInsightSettings(ctx)
}

/**
 * Changes how much the assistant heeds what was read, pauses reading (a pause keeps what there is), or gives and withdraws the second
 * consent: that a chat model may read other languages than English.
 *
 * @throws AppError `conflict` for a second consent without the first
 */
export async function changeInsight(
  ctx: Ctx,
  { adapt, isPaused, otherLanguages }: InsightChange,
): Promise<InsightState> {
  assertCan(ctx, 'insight:write')
  if (otherLanguages && !(await hasConsented(ctx.userId, KIND)))
    throw new AppError('conflict', 'Turn on emotional insight first.')
  if (otherLanguages !== undefined) await changeConsent(ctx, { kind: LANGUAGES, isGiven: otherLanguages })
  if (adapt || isPaused !== undefined)
    await saveSetting(ctx, {
      ...(adapt && { adapt }),
      ...(isPaused !== undefined && { pausedAt: isPaused ? new Date() : null }),
    })
  return getInsightState(ctx)
}

/** @returns whether a chat model may read what the model of this server cannot */
export async function mayAskModel({ userId }: Pick<Scope, 'userId'>): Promise<boolean> {
  return (await hasConsented(userId, KIND)) && (await hasConsented(userId, LANGUAGES))
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

/** All that those who run this Numina see of emotional insight. @returns how many people have it on */
export async function countInsightUsers(ctx: Ctx): Promise<number> {
  assertCanManage(ctx, 'instance:people')
  return countConsents(KIND)
}
