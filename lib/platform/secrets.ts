import 'server-only'
import { createHash, createHmac, randomBytes } from 'node:crypto'

/** @returns 256 random bits, for a cookie, a link or a challenge */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is stored of a token: enough to know it again, useless to whoever reads the database. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** @returns the token that follows a token: always the same one, which nobody can tell without the key */
export const tokenAfter = (token: string, key: string): string =>
  createHmac('sha256', key).update(token).digest('base64url')
