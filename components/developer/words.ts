import type { KeyDto } from '@/lib/keys/schema'

export type Region = { locale: string; timeZone: string }

export const SCOPE_WORDS: Record<KeyDto['scopes'][number], { label: string; help: string }> = {
  chat: { label: 'Ask models', help: 'Each answer counts as a message.' },
  models: { label: 'List models', help: 'Which there are, and how much they read.' },
  usage: { label: 'Read its usage', help: 'What this key has used, and its limits.' },
}

/** @returns when a key was made, used last and ends, in words */
export function factsOf({ createdAt, lastUsedAt, expiresAt, isOver }: KeyDto, { locale, timeZone }: Region) {
  const day = (iso: string) =>
    new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' }).format(new Date(iso))
  const end = expiresAt ? `${isOver ? 'ended' : 'ends'} ${day(expiresAt)}` : 'does not end'
  return [`Made ${day(createdAt)}`, lastUsedAt ? `last used ${day(lastUsedAt)}` : 'never used', end].join(
    ' · ',
  )
}

/** @returns what a key has asked for, of what it may */
export function usedOf({ used, caps }: KeyDto, locale: string): string {
  const number = (value: number) => new Intl.NumberFormat(locale).format(value)
  const of = (which: 'day' | 'month') =>
    caps[which] === null ? number(used[which]) : `${number(used[which])} of ${number(caps[which])}`
  return `Messages: ${of('day')} today, ${of('month')} this month`
}
