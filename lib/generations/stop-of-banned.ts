import 'server-only'
import { findBanned } from '@/lib/sessions/server'
import { findPeopleBeingAnswered, stopAllOf } from './data'

/** Stops replies that are being made for people who were banned meanwhile, whichever server makes them. */
export async function stopOfBanned(): Promise<void> {
  const banned = await findBanned(await findPeopleBeingAnswered())
  if (banned.size > 0) await stopAllOf([...banned])
}
