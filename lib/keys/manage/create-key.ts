import 'server-only'
import { assertFreshProof } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx, OwnCaps } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { hashToken } from '@/lib/platform/secrets'
import { countLiveKeys, insertKey, removeKey } from '../data'
import { makeKey, startOf } from '../key-form'
import { MOST_KEYS } from '../limits'
import type { CreatedKey, CreateKeyInput } from '../schema'
import { toDto } from '../to-dto'

const DAY_MS = 24 * 60 * 60_000

/** @returns limits as they are stored: none at all is nothing */
export const storedCaps = (caps: OwnCaps): OwnCaps | null =>
  caps.day === null && caps.month === null ? null : caps

/**
 * Makes a key for a program that asks in the caller's name. It is said once.
 *
 * @throws AppError `proof_required`; `conflict` when there are as many as there may be
 */
export async function createKey(ctx: Ctx, { name, days, scopes, caps }: CreateKeyInput): Promise<CreatedKey> {
  assertCan(ctx, 'keys:manage')
  await assertFreshProof(ctx)
  const tooMany = new AppError('conflict', `You have ${MOST_KEYS} keys here. Revoke one you do not need.`)
  if ((await countLiveKeys(ctx)) >= MOST_KEYS) throw tooMany
  const secret = makeKey()
  const key = await insertKey(ctx, {
    ...{ name, start: startOf(secret), keyHash: hashToken(secret) },
    ...{ scopes: [...new Set(scopes)], caps: storedCaps(caps) },
    expiresAt: days === null ? null : new Date(Date.now() + days * DAY_MS),
  })
  // Of several at once none may go beyond.
  if ((await countLiveKeys(ctx)) > MOST_KEYS) {
    await removeKey(ctx, key._id)
    throw tooMany
  }
  await recordSecurityEvent('key.created', ctx, { keyId: key._id.toHexString() })
  return { key: toDto(key), secret }
}
