import 'server-only'
import { cookies } from 'next/headers'
import { accessCookie, encodeAccess } from '@/lib/auth/access-token'
import { getContext } from '@/lib/auth/session'
import { currentDevice, startSession } from '@/lib/auth/start-session'
import { secondStepOf } from '@/lib/factors/server'
import type { RequestInfo } from '@/lib/http/request-info'
import { type Entry, noteProof } from '@/lib/sessions/server'
import { leaveChallenge } from './passing-cookies'
import type { Arrival } from './schema'

/**
 * Lets somebody in who has shown who they are by a link or a provider. Who is signed in as this person already has shown it once
 * more; who has a second factor is asked for it first.
 *
 * @param method `link`, or a provider's id
 */
export async function arrive(info: RequestInfo, userId: string, method: string): Promise<Arrival> {
  const here = await getContext(info)
  if (here?.userId === userId) {
    await noteProof(here.sessionId)
    return { next: 'in' }
  }
  const step = await secondStepOf(userId, await currentDevice())
  if (step.is === 'wanted') {
    await leaveChallenge('secondStep', userId, { method })
    return { next: 'step' }
  }
  await enter({ userId, method, factorAt: step.is === 'trusted' ? step.since : null })
  return { next: 'in' }
}

/** Begins a session and gives the browser both of its tokens. */
export async function enter(entry: Entry): Promise<void> {
  const sessionId = await startSession(entry)
  const { name, options } = accessCookie()
  ;(await cookies()).set(name, await encodeAccess({ userId: entry.userId, sessionId }), options)
}
