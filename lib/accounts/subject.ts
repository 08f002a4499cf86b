import 'server-only'
import type { Subject } from '@/lib/platform/personal-data'
import { findUserById, findWorkspaceIds } from './data'

/** @returns whose data it is and where to look for it, for an archive of it; null when the account is gone */
export async function findSubject(userId: string): Promise<Required<Subject> | null> {
  const user = await findUserById(userId)
  return user && { userId, email: user.email, workspaceIds: await findWorkspaceIds(userId) }
}

/** @returns whom a mail to this account is for; null when the account is gone */
export async function findAddressee(
  userId: string,
): Promise<{ name: string; email: string; timeZone: string } | null> {
  const user = await findUserById(userId)
  return user && { name: user.name, email: user.email, timeZone: user.timeZone }
}
