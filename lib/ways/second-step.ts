import 'server-only'
import { keepDevice } from '@/lib/auth/start-session'
import { AppError } from '@/lib/core/errors'
import {
  checkPasskeyFactor,
  checkSecondFactor,
  makeStepChallenge,
  secondStepOf,
  trustThisDevice,
} from '@/lib/factors/server'
import type { RequestInfo } from '@/lib/http/request-info'
import { enter } from './arrive'
import { finishChallenge, readChallenge } from './passing-cookies'
import type { StepInput, StepQuestion } from './schema'

const tooLate = () =>
  new AppError('unauthenticated', 'That took too long. Please sign in again from the beginning.')

/** @returns what a sign-in in this browser still waits for, or null when none does */
export async function readSecondStep(): Promise<StepQuestion | null> {
  const waiting = await readChallenge('secondStep')
  if (!waiting) return null
  const step = await secondStepOf(waiting.userId, undefined)
  if (step.is !== 'wanted') return null
  return { app: step.app, challenge: step.passkey ? await makeStepChallenge(waiting.userId) : null }
}

/**
 * Lets somebody in who came by a link or a provider, by the code of their second factor or a passkey.
 *
 * @throws AppError `invalid_input`, for a code on the field `code`; `unauthenticated` when the first step was too long ago; `rate_limited`
 */
export async function takeSecondStep(info: RequestInfo, { trust, ...shown }: StepInput): Promise<null> {
  const waiting = await readChallenge('secondStep')
  if (!waiting) throw tooLate()
  if (shown.passkey) await checkPasskeyFactor(info, waiting.userId, shown.passkey)
  else await assertCode(info, waiting.userId, shown.code)
  if (!(await finishChallenge('secondStep'))) throw tooLate()
  if (trust) await trustThisDevice(info, waiting.userId, await keepDevice())
  const { userId, data } = waiting
  await enter({ userId, method: data['method'] ?? 'link', factorAt: new Date() })
  return null
}

async function assertCode(info: RequestInfo, userId: string, code: string): Promise<void> {
  if (await checkSecondFactor(info, userId, code)) return
  throw new AppError('invalid_input', 'This is not the code of now, nor an unused recovery code.', {
    fields: { code: 'This is not the code of now, nor an unused recovery code.' },
  })
}
