import 'server-only'
import { randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const PREFIX = 'numina_'
/** 238 random bits. */
const RANDOM = 40
/** Holds any CRC-32. */
const CHECKSUM = 6
const FORM = new RegExp(`^${PREFIX}([0-9A-Za-z]{${RANDOM}})([0-9A-Za-z]{${CHECKSUM}})$`)

/** @returns a new key: a prefix that scanners of leaked secrets can look for, randomness, and a checksum */
export function makeKey(): string {
  const random = Array.from({ length: RANDOM }, () => DIGITS[randomInt(DIGITS.length)]).join('')
  return `${PREFIX}${random}${checksumOf(random)}`
}

/** @returns whether a text can be a key: one that was mistyped or cut off cannot, which takes no look at the database */
export function isKey(text: string): boolean {
  const [, random = '', checksum] = FORM.exec(text) ?? []
  return checksum !== undefined && checksumOf(random) === checksum
}

/** @returns what tells a key from others, and is no use for guessing it */
export const startOf = (key: string): string => key.slice(0, PREFIX.length + 4)

function checksumOf(random: string): string {
  let rest = crc32(random)
  let digits = ''
  while (digits.length < CHECKSUM) {
    digits = `${DIGITS[rest % DIGITS.length]}${digits}`
    rest = Math.floor(rest / DIGITS.length)
  }
  return digits
}
