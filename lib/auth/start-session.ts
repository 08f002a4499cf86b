import 'server-only'
import { cookies } from 'next/headers'
import { forgiveSignIns, mailNewDevice } from '@/lib/accounts/server'
import { describeDevice } from '@/lib/core/device'
import { currentRequestInfo } from '@/lib/http/request-info'
import { newToken } from '@/lib/platform/secrets'
import { beginSession, type Entry } from '@/lib/sessions/server'
import { deviceCookie, refreshCookie } from './access-token'

/**
 * Begins a session for somebody who has just shown who they are, and gives their browser its refresh token. Only where cookies can
 * be set: in route handlers and actions.
 *
 * @returns the session's id, for the access token
 */
export async function startSession(entry: Entry): Promise<string> {
  const [info, jar] = await Promise.all([currentRequestInfo(), cookies()])
  const refresh = refreshCookie()
  const begun = await beginSession(info, { ...entry, device: await keepDevice() })
  jar.set(refresh.name, begun.refreshToken, refresh.options)
  await forgiveSignIns(entry.userId)
  if (begun.isNewDevice) {
    const { browser, system } = describeDevice(info.userAgent)
    await mailNewDevice(entry.userId, new Date(), { device: `${browser} on ${system}`, network: info.ip })
  }
  return begun.sessionId
}

/** @returns the token of this browser, if it has one */
export async function currentDevice(): Promise<string | undefined> {
  return (await cookies()).get(deviceCookie().name)?.value
}

/** @returns the token of this browser, which keeps it from now on */
export async function keepDevice(): Promise<string> {
  const jar = await cookies()
  const { name, options } = deviceCookie()
  const token = jar.get(name)?.value || newToken()
  jar.set(name, token, options)
  return token
}
