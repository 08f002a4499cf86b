import type { Counts } from '@/lib/usage/server'
import type { KeyDocument } from './data'
import type { KeyDto } from './schema'

/** @param used messages it has asked for */
export function toDto(key: KeyDocument, used: Counts = { day: 0, month: 0 }): KeyDto {
  const { _id, name, start, scopes, caps, createdAt, lastUsedAt, expiresAt } = key
  return {
    ...{ id: _id.toHexString(), name, start, scopes, used },
    caps: caps ?? { day: null, month: null },
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    isOver: expiresAt !== null && expiresAt <= new Date(),
  }
}
