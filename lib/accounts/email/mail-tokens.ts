import 'server-only'
import { randomInt, timingSafeEqual } from 'node:crypto'
import { hashToken, newToken } from '@/lib/platform/secrets'
import { createMailToken, findMailToken, type MailPurpose, type MailTokenRecord } from './data'

const LIFETIME_MS = 30 * 60 * 1000
/** How long a change of the address can be taken back. */
export const UNDO_MS = 7 * 24 * 60 * 60 * 1000

/** A code is short: it is bound to its token, so that one table of hashes does not fit all. */
const hashCode = (tokenHash: string, code: string) => hashToken(`${tokenHash}:${code}`)

/**
 * Makes a link's token (256 random bits) and a code of six digits for the same purpose. Only their hashes are stored.
 *
 * @returns what goes into the mail; valid once, for 30 minutes unless said otherwise
 */
export async function makeMailToken(
  purpose: MailPurpose,
  { _id, email }: { _id: string; email: string },
  { data = null, lifetimeMs = LIFETIME_MS }: { data?: { newEmail: string } | null; lifetimeMs?: number } = {},
): Promise<{ token: string; code: string }> {
  const token = newToken()
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const tokenHash = hashToken(token)
  await createMailToken({
    userId: _id,
    purpose,
    email,
    tokenHash,
    codeHash: hashCode(tokenHash, code),
    data,
    expiresAt: new Date(Date.now() + lifetimeMs),
  })
  return { token, code }
}

/** @returns the record of a link that can still be used, or null */
export async function readMailToken(purpose: MailPurpose, token: string): Promise<MailTokenRecord | null> {
  const record = await findMailToken(purpose, hashToken(token))
  return record && isOpen(record) ? record : null
}

/** @returns the address a change is about */
export function newEmailOf(record: MailTokenRecord): string {
  return (record.data as { newEmail?: string } | null)?.newEmail ?? ''
}

export function isOpen(record: MailTokenRecord): boolean {
  return record.usedAt === null && record.expiresAt > new Date()
}

/** Compares in constant time. */
export function isCode(record: MailTokenRecord, code: string): boolean {
  const expected = Buffer.from(record.codeHash ?? '')
  const given = Buffer.from(hashCode(record.tokenHash, code))
  return expected.length === given.length && timingSafeEqual(expected, given)
}
