import type { ManagedAccount } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { maySuspend, rolesFor } from './authority'
import type { PersonDto } from './schema'

/** An account as `ctx`, who manages people, sees it. */
export function toDto(
  ctx: Ctx,
  account: ManagedAccount,
  lastSeenAt: Date | undefined,
  caps: PersonDto['caps'] | undefined,
): PersonDto {
  const { _id, name, email, emailVerifiedAt, role, isGuest, deletionAt, createdAt } = account
  const { suspendedAt, suspendedReason } = account
  const person = { id: _id.toHexString(), role, isConfirmed: emailVerifiedAt !== null && !isGuest }
  return {
    ...person,
    name,
    email: isGuest ? null : email,
    suspended: suspendedAt && { at: suspendedAt.toISOString(), reason: suspendedReason ?? '' },
    erasedAt: deletionAt?.toISOString() ?? null,
    joinedAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    caps: caps ? { day: caps.day, month: caps.month } : null,
    may: { suspend: maySuspend(ctx, person), roles: rolesFor(ctx, person) },
  }
}
