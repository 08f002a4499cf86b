import 'server-only'
import { cookies } from 'next/headers'
import { mailNewDevice } from '@/lib/accounts/server'
import { describeDevice } from '@/lib/core/device'
import { currentRequestInfo } from '@/lib/http/request-info'
import { beginSession, newToken } from '@/lib/sessions/server'
import { deviceCookie, refreshCookie } from './access-token'

/**
 * Begins a session for somebody who has just shown who they are, and gives their browser its refresh token. Only where cookies can
 * be set: in route handlers and actions.
 *
 * @returns the session's id, for the access token
 */
export async function startSession(userId: string, method: string): Promise<string> {
  const [info, jar] = await Promise.all([currentRequestInfo(), cookies()])
  const device = deviceCookie()
  const refresh = refreshCookie()
  const deviceToken = jar.get(device.name)?.value || newToken()
  const begun = await beginSession(info, { userId, method, device: deviceToken })
  jar.set(device.name, deviceToken, device.options)
  jar.set(refresh.name, begun.refreshToken, refresh.options)
  if (begun.isNewDevice) {
    const { browser, system } = describeDevice(info.userAgent)
    await mailNewDevice(userId, new Date(), { device: `${browser} on ${system}`, network: info.ip })
  }
  return begun.sessionId
}
