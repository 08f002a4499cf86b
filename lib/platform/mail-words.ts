import 'server-only'
import { getEnv } from '@/lib/env'

/** @returns the address of a page of ours, for a mail */
export const linkTo = (path: string): string => new URL(path, getEnv().NEXTAUTH_URL).href

/** @param at ISO 8601 @returns a moment as the person's clock shows it */
export function momentIn(timeZone: string, at: string): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone } as const
  return new Intl.DateTimeFormat('en-GB', format).format(new Date(at))
}
