import 'server-only'
import type { IncomingMessage } from 'node:http'
import { getToken } from 'next-auth/jwt'
import { loadContext } from '@/lib/accounts/server'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { getEnv } from '@/lib/env'
import type { Ctx } from './context'

/**
 * Who asks for a WebSocket: the same session cookie as for requests, read outside of Next.
 *
 * @throws AppError `unauthenticated`
 */
export async function authenticateUpgrade(
  request: IncomingMessage,
): Promise<{ ctx: Ctx; sessionEpoch: number }> {
  const cookies = parseCookies(request.headers.cookie ?? '')
  const token = await getToken({ req: Object.assign(request, { cookies }), secret: getEnv().NEXTAUTH_SECRET })
  const sessionEpoch = token?.['epoch']
  const ctx =
    token?.sub && typeof sessionEpoch === 'number'
      ? await loadContext({ userId: token.sub, sessionEpoch }, newId())
      : null
  if (!ctx) throw new AppError('unauthenticated', 'Please sign in again.')
  return { ctx, sessionEpoch: sessionEpoch as number }
}

function parseCookies(header: string): Record<string, string> {
  const pairs = header.split(';').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return [name.trim(), decode(value.join('=').trim())] as const
  })
  return Object.fromEntries(pairs)
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
