import 'server-only'
import { openGuest } from '@/lib/accounts/server'
import { getContext } from '@/lib/auth/session'
import { AppError } from '@/lib/core/errors'
import { getEnv } from '@/lib/env'
import type { RequestInfo } from '@/lib/http/request-info'
import { enter } from '../arrive'
import type { GuestInput } from '../schema'

/** @returns whether people may chat here without an account */
export const areGuestsWelcome = (): boolean => getEnv().GUESTS === '1'

/** Lets somebody in without an account. Who is in already stays who they are. @throws AppError `forbidden` */
export async function enterAsGuest(info: RequestInfo, here: GuestInput): Promise<null> {
  if (!areGuestsWelcome()) throw new AppError('forbidden', 'Chatting here needs an account.')
  if (!(await getContext(info))) await enter({ userId: await openGuest(here), method: 'guest' })
  return null
}
