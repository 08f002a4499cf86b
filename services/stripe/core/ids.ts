import { randomBytes } from 'node:crypto'

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Random letters and digits that nobody guesses. */
export function randomText(length: number): string {
  let text = ''
  while (text.length < length)
    for (const byte of randomBytes(length)) if (byte < 248) text += LETTERS[byte % 62]
  return text.slice(0, length)
}

/** An id as Stripe makes them: `cus_`, then letters and digits. */
export const newId = (prefix: string): string => `${prefix}_${randomText(prefix.startsWith('cs_') ? 58 : 24)}`
