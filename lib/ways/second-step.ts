import 'server-only'
import { keepDevice } from '@/lib/auth/start-session'
import { AppError } from '@/lib/core/errors'
import { checkSecondFactor, trustThisDevice } from '@/lib/factors/server'
import type { RequestInfo } from '@/lib/http/request-info'
import { enter } from './arrive'
import { finishChallenge, readChallenge } from './passing-cookies'
import type { StepInput } from './schema'

const tooLate = () =>
  new AppError('unauthenticated', 'That took too long. Please sign in again from the beginning.')

/** @returns whether this browser has a sign-in that waits for its second factor */
export async function awaitsSecondStep(): Promise<boolean> {
  return (await readChallenge('secondStep')) !== null
}

/**
 * Lets somebody in who came by a link or a provider, by the code of their second factor.
 *
 * @throws AppError `invalid_input` on the field `code`; `unauthenticated` when the first step was too long ago; `rate_limited`
 */
export async function takeSecondStep(info: RequestInfo, { code, trust }: StepInput): Promise<null> {
  const waiting = await readChallenge('secondStep')
  if (!waiting) throw tooLate()
  const typed = code.replace(/[\s-]/g, '').toLowerCase()
  if (!(await checkSecondFactor(info, waiting.userId, typed)))
    throw new AppError('invalid_input', 'This is not the code of now, nor an unused recovery code.', {
      fields: { code: 'This is not the code of now, nor an unused recovery code.' },
    })
  if (!(await finishChallenge('secondStep'))) throw tooLate()
  if (trust) await trustThisDevice(info, waiting.userId, await keepDevice())
  const { userId, data } = waiting
  await enter({ userId, method: data['method'] ?? 'link', factorAt: new Date() })
  return null
}
