import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { notFound } from '@/lib/core/errors'
import { readCountsByKey } from '@/lib/usage/server'
import { findKeys, updateKey } from '../data'
import type { ChangeKeyInput, KeyDto } from '../schema'
import { toDto } from '../to-dto'
import { storedCaps } from './create-key'

/** @returns the caller's keys in this workspace that are not revoked, newest first, with what they have asked for */
export async function listKeys(ctx: Ctx): Promise<KeyDto[]> {
  assertCan(ctx, 'keys:manage')
  const [keys, counts] = await Promise.all([findKeys(ctx), readCountsByKey(ctx)])
  return keys.map((key) => toDto(key, counts.get(key._id.toHexString())))
}

/** Names a key anew, and changes its limits; they count with its next message. @throws AppError `not_found` */
export async function changeKey(ctx: Ctx, { id, name, caps }: ChangeKeyInput): Promise<KeyDto> {
  assertCan(ctx, 'keys:manage')
  const changed = await updateKey(ctx, id, { name, caps: storedCaps(caps) })
  if (!changed) throw notFound('key')
  return toDto(changed, (await readCountsByKey(ctx)).get(id))
}

/** Ends a key at once. @throws AppError `not_found` */
export async function revokeKey(ctx: Ctx, { id }: { id: string }): Promise<null> {
  assertCan(ctx, 'keys:manage')
  if (!(await updateKey(ctx, id, { revokedAt: new Date() }))) throw notFound('key')
  await recordSecurityEvent('key.revoked', ctx, { keyId: id })
  return null
}
