import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { definedOnly } from '@/lib/core/objects'
import { findUserById, type UserRecord, updateUser } from './data'
import type { Preferences, ProfileDto, ProfilePatch } from './schema'

function toProfile(user: UserRecord): ProfileDto {
  return {
    id: user._id,
    email: user.email,
    emailVerified: user.emailVerifiedAt !== null,
    name: user.name,
    role: user.role as ProfileDto['role'],
    avatarUrl: user.avatarId ? `/api/avatars/${user.avatarId}` : null,
    timeZone: user.timeZone,
    locale: user.locale,
    theme: user.theme as ProfileDto['theme'],
    defaultModel: user.defaultModel,
    ...(user.preferences as Preferences),
  }
}

/** @returns the caller's own profile */
export async function getProfile(ctx: Ctx): Promise<ProfileDto> {
  assertCan(ctx, 'profile:read')
  const user = await findUserById(ctx.userId)
  if (!user) throw new AppError('unauthenticated', 'Please sign in again.')
  return toProfile(user)
}

/** @returns false when the account is gone or being deleted: what its person published goes with it, and nothing is done for it */
export async function isAccountOpen(userId: string): Promise<boolean> {
  const user = await findUserById(userId)
  return user !== null && user.deletionAt === null
}

/** Changes the given fields of the caller's profile; the rest stays. They count from the very next reply on. */
export async function updateProfile(ctx: Ctx, patch: ProfilePatch): Promise<ProfileDto> {
  assertCan(ctx, 'profile:write')
  const { address, tone, length, instructions, ...fields } = patch
  const current = await getProfile(ctx)
  const preferences = {
    address: address ?? current.address,
    tone: tone ?? current.tone,
    length: length ?? current.length,
    instructions: instructions ?? current.instructions,
  }
  const user = await updateUser(ctx.userId, { ...definedOnly(fields), preferences })
  if (!user) throw new AppError('unauthenticated', 'Please sign in again.')
  return toProfile(user)
}
