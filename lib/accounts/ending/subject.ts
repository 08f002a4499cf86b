import 'server-only'
import type { Subject } from '@/lib/platform/personal-data'
import { findUserById, type UserRecord } from '../data'
import { findWorkspaceIds } from './data'

/** @returns whose data it is and where to look for it, for an archive of it; null when the account is gone */
export async function findSubject(userId: string): Promise<Required<Subject> | null> {
  const user = await findUserById(userId)
  return user && { userId, email: user.email, workspaceIds: await findWorkspaceIds(userId) }
}

/** @returns whom a mail to this account is for; null when the account is gone */
export async function findAddressee(
  userId: string,
): Promise<Pick<UserRecord, 'name' | 'email' | 'timeZone' | 'deletionAt' | 'isGuest'> | null> {
  const user = await findUserById(userId)
  if (!user) return null
  const { name, email, timeZone, deletionAt, isGuest } = user
  return { name, email, timeZone, deletionAt, isGuest }
}
