import 'server-only'
import sharp from 'sharp'
import type { Ctx, Scope } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { createAvatar, deleteAvatar, findAvatar, findUserById, replaceAvatar } from './data'

const AVATAR_MAX_BYTES = 5 * 1024 * 1024
const SIDE = 256

/**
 * Stores the caller's picture: read as an image whatever its name says, cut to a square, made small and written anew, so that no
 * metadata and no foreign bytes survive.
 *
 * @param file an image of at most 5 MB in a format browsers show
 * @returns the picture's address
 * @throws AppError `payload_too_large` or `invalid_input`
 */
export async function setAvatar(ctx: Ctx, file: File): Promise<{ avatarUrl: string }> {
  assertCan(ctx, 'profile:write')
  const avatarId = await storePicture(ctx, file)
  await replaceAvatar(ctx.userId, avatarId)
  return { avatarUrl: `/api/avatars/${avatarId}` }
}

/**
 * Stores a picture of the caller's, in the way of `setAvatar`, for something that will name it.
 *
 * @returns its id
 */
export async function storePicture(scope: Scope, file: File): Promise<string> {
  if (file.size > AVATAR_MAX_BYTES)
    throw new AppError('payload_too_large', 'The picture is larger than 5 MB.')
  const bytes = await squareWebp(Buffer.from(await file.arrayBuffer()))
  return createAvatar(scope, { contentType: 'image/webp', bytes })
}

/** @throws AppError `not_found` for a picture that the caller has not stored */
export async function requirePicture(scope: Scope, avatarId: string): Promise<void> {
  const avatar = await findAvatar(scope, avatarId)
  if (avatar?.userId !== scope.userId) throw notFound('picture')
}

/** Removes a picture that nothing names any more. The caller's own portrait stays. */
export async function removePicture({ userId }: Scope, avatarId: string): Promise<void> {
  const user = await findUserById(userId)
  if (user?.avatarId !== avatarId) await deleteAvatar(userId, avatarId)
}

/** Removes the caller's picture; the initials show again. */
export async function removeAvatar(ctx: Ctx): Promise<null> {
  assertCan(ctx, 'profile:write')
  await replaceAvatar(ctx.userId, null)
  return null
}

/** @throws AppError `not_found` for a picture outside the caller's workspace */
export async function getAvatar(
  ctx: Ctx,
  avatarId: string,
): Promise<{ contentType: string; bytes: Uint8Array }> {
  assertCan(ctx, 'profile:read')
  const avatar = await findAvatar(ctx, avatarId)
  if (!avatar) throw notFound('picture')
  return { contentType: avatar.contentType, bytes: avatar.bytes }
}

async function squareWebp(input: Buffer): Promise<Uint8Array> {
  try {
    const image = sharp(input, { limitInputPixels: 40_000_000, failOn: 'error' })
    return await image.rotate().resize(SIDE, SIDE, { fit: 'cover' }).webp({ quality: 85 }).toBuffer()
  } catch (cause) {
    throw new AppError('invalid_input', 'This file is not a picture we can read. Try a JPEG, PNG or WebP.', {
      cause,
      fields: { file: 'This file is not a picture we can read.' },
    })
  }
}
