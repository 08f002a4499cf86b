import 'server-only'
import { spendSignInLink } from '@/lib/accounts/server'
import { AppError } from '@/lib/core/errors'
import type { RequestInfo } from '@/lib/http/request-info'
import { arrive } from './arrive'
import type { Arrival } from './schema'

/** Signs in by the link of a mail, once. @throws AppError `invalid_input` when it was used or is too old */
export async function enterByLink(info: RequestInfo, { token }: { token: string }): Promise<Arrival> {
  const owner = await spendSignInLink(token)
  if (!owner) throw new AppError('invalid_input', 'This link has been used or is too old. Ask for a new one.')
  return arrive(info, owner.userId, 'link')
}
