import 'server-only'
import { accountAtHand } from '@/lib/accounts/server'
import { audit } from '@/lib/audit/server'
import type { Ctx, Scope } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { CONSENT_VERSIONS, changeConsent } from '@/lib/consents/server'
import { AppError } from '@/lib/core/errors'
import type { MemoryChange, MemoryState } from '../schema'
import { findSetting, type MemorySetting, saveSetting, toSetting } from './data'

const version = CONSENT_VERSIONS.memory

const toState = (setting: MemorySetting): MemoryState => ({
  mode: setting.version === version ? setting.mode : 'off',
  isPaused: setting.isPaused,
  noteHours: setting.noteHours,
})

/** @returns how the caller wants memory to be */
export async function getMemoryState(ctx: Ctx): Promise<MemoryState> {
  assertCan(ctx, 'memory:read')
  return toState(await findSetting(ctx))
}

/**
 * Changes how memory is to be. Choosing anything but `off` gives the consent, `off` withdraws it; what is remembered stays until it is
 * forgotten, but is not used.
 */
export async function changeMemory(ctx: Ctx, change: MemoryChange): Promise<MemoryState> {
  assertCan(ctx, 'memory:write')
  const { mode, isPaused, noteHours } = change
  if (mode) {
    await changeConsent(ctx, { kind: 'memory', isGiven: mode !== 'off' })
    audit(mode === 'off' ? 'memory.off' : 'memory.on', { userId: ctx.userId, requestId: ctx.requestId })
  }
  await saveSetting(ctx, {
    ...(mode && { mode, version, isPaused: false }),
    ...(isPaused !== undefined && { isPaused }),
    ...(noteHours !== undefined && { noteHours }),
  })
  return getMemoryState(ctx)
}

/** The one rule of when memory is at work: with the person's choice, and not while they paused it. */
const isAtWork = (setting: MemorySetting): boolean =>
  setting.version === version && setting.mode !== 'off' && !setting.isPaused

/** @returns how memory is to be, as the request of who asks has read it already; null: nothing is to be done or used */
export async function settingAtHand(ctx: Ctx): Promise<MemorySetting | null> {
  const setting = toSetting(await accountAtHand(ctx))
  return isAtWork(setting) && ctx.role !== 'guest' ? setting : null
}

/** The same, read now. */
export async function findAtWork(scope: Scope): Promise<MemorySetting | null> {
  const setting = await findSetting(scope)
  return isAtWork(setting) ? setting : null
}

/** @throws AppError `conflict` while memory is off: then nothing is kept, not by hand either */
export async function assertOn(scope: Scope): Promise<MemorySetting> {
  const setting = await findSetting(scope)
  if (toState(setting).mode === 'off')
    throw new AppError('conflict', 'Memory is off. Turn it on first; nothing was kept.')
  return setting
}
