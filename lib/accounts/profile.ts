import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError } from '@/lib/core/errors'
import { definedOnly } from '@/lib/core/objects'
import { assertOldEnough } from './age'
import { changeProfile, findUserById, type UserRecord, updateUser } from './data'
import { accountAtHand } from './load-context'
import { restOf } from './rest'
import type { EditProfileInput, Preferences, ProfileDto, ProfilePatch, ProfileSaved, Welcome } from './schema'

function toProfile(user: UserRecord): ProfileDto {
  const welcome = (user.onboarding ?? { isDone: true }) as Welcome
  return {
    id: user._id,
    email: user.email,
    emailVerified: user.emailVerifiedAt !== null,
    name: user.name,
    role: user.role as ProfileDto['role'],
    avatarUrl: user.avatarId ? `/api/avatars/${user.avatarId}` : null,
    pronouns: user.pronouns ?? '',
    bio: user.bio ?? '',
    birthday: user.birthday ?? '',
    timeZone: user.timeZone,
    locale: user.locale,
    language: user.language ?? '',
    theme: user.theme as ProfileDto['theme'],
    textSize: user.textSize as ProfileDto['textSize'],
    motion: user.motion as ProfileDto['motion'],
    humour: (user.humour ?? 'some') as ProfileDto['humour'],
    about: user.about ?? '',
    avoid: user.avoid ?? '',
    defaultModel: user.defaultModel,
    welcomeStep: welcome.isDone ? null : (welcome.step ?? 1),
    hintDismissed: welcome.hintDismissed ?? false,
    rest: restOf(user),
    ...(user.preferences as Preferences),
  }
}

/** @returns the caller's own profile as it was when their request came in, for what only reads it */
export async function profileAtHand(ctx: Ctx): Promise<ProfileDto> {
  assertCan(ctx, 'profile:read')
  return toProfile(signedIn(await accountAtHand(ctx)))
}

/** @returns the caller's own profile */
export async function getProfile(ctx: Ctx): Promise<ProfileDto> {
  assertCan(ctx, 'profile:read')
  return toProfile(await requireUser(ctx))
}

async function requireUser({ userId }: Ctx): Promise<UserRecord> {
  return signedIn(await findUserById(userId))
}

function signedIn(user: UserRecord | null): UserRecord {
  if (!user) throw new AppError('unauthenticated', 'Please sign in again.')
  return user
}

/** @returns false when the account is gone, suspended or being deleted: what its person published goes with it, and nothing is done for it */
export async function isAccountOpen(userId: string): Promise<boolean> {
  const user = await findUserById(userId)
  return user !== null && user.deletionAt === null && user.suspendedAt === null
}

/** Changes the given fields of the caller's profile; the rest stays. They count from the very next reply on. */
export async function updateProfile(ctx: Ctx, patch: ProfilePatch): Promise<ProfileDto> {
  assertCan(ctx, 'profile:write')
  if (patch.birthday) assertOldEnough(patch.birthday, (await getProfile(ctx)).timeZone)
  await changeProfile(ctx.userId, definedOnly(patch), {})
  return getProfile(ctx)
}

/**
 * Changes fields that are still as the caller has seen them. What another window has written there meanwhile is not written over:
 * the caller gets it and asks the person.
 */
export async function editProfile(ctx: Ctx, { patch, base }: EditProfileInput): Promise<ProfileSaved> {
  assertCan(ctx, 'profile:write')
  const wanted = definedOnly(patch)
  if (patch.birthday) assertOldEnough(patch.birthday, (await getProfile(ctx)).timeZone)
  const isChanged = await changeProfile(ctx.userId, wanted, base)
  const profile = await getProfile(ctx)
  const isSo = Object.entries(wanted).every(([key, value]) => profile[key as keyof ProfileDto] === value)
  return { saved: isChanged || isSo, profile }
}

/** Remembers how far a newcomer has come, or that they need no hints. */
export async function keepWelcome(ctx: Ctx, change: Welcome): Promise<null> {
  assertCan(ctx, 'profile:write')
  const { onboarding } = await requireUser(ctx)
  const before = (onboarding ?? { isDone: true }) as Welcome
  await updateUser(ctx.userId, { onboarding: definedOnly({ ...before, ...change }) })
  return null
}
