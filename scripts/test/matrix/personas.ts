import { ObjectId } from 'mongodb'
import { accessCookie, encodeAccess } from '@/lib/auth/access-token'
import { driverCollection } from '@/lib/platform/db'
import { signIn } from '../app-database.ts'
import type { Least } from './line.ts'

/**
 * Who knocks. `other` is somebody with an account and a workspace of their own; everybody below is the owner of the things, in that role
 * of the workspace or the instance.
 */
export const PERSONAS = [
  'anonymous',
  'suspended',
  'other',
  'viewer',
  'member',
  'admin',
  'owner',
  'instance support',
  'instance admin',
  'instance owner',
] as const
export type Persona = (typeof PERSONAS)[number]

const RANK: Partial<Record<Persona | Least, number>> = {
  viewer: 1,
  member: 2,
  admin: 3,
  owner: 4,
  'instance support': 5,
  'instance admin': 6,
  'instance owner': 7,
}
const isInstance = (who: string) => who.startsWith('instance')

/** Whose roles matter for a line: those of the instance, and the owner of the workspace, are asked only where they do. */
export const personasFor = (least: Least) =>
  PERSONAS.filter(
    (persona) => (isInstance(least) || !isInstance(persona)) && (least === 'owner' || persona !== 'owner'),
  )

/** @returns whether `persona` has at least that role; of `other`, as the owner of a workspace of their own */
export function mayDo(persona: Persona, least: Least): boolean {
  if (least === 'anyone') return true
  if (persona === 'anonymous' || persona === 'suspended') return false
  if (persona === 'other') return !isInstance(least)
  if (isInstance(least) && !isInstance(persona)) return false
  return (RANK[persona] ?? 0) >= (RANK[least] ?? 0)
}

type People = { owner: string; other: string }

/** Gives the owner of the things the role of a persona. @returns the cookies of their browser, with a session just begun */
export async function become(persona: Persona, { owner, other }: People): Promise<Record<string, string>> {
  if (persona === 'anonymous') return {}
  await Promise.all([owner, other].map(reopen))
  if (persona !== 'other') await setRoles(persona, new ObjectId(owner))
  // Roles in the instance count with a second step alone.
  const factorAt = isInstance(persona) ? new Date() : null
  const access = await signIn(persona === 'other' ? other : owner, factorAt)
  return { [accessCookie().name]: await encodeAccess(access) }
}

/** Somebody may have asked for the end of the account, or been the suspended one before. */
async function reopen(userId: string): Promise<void> {
  const open = { deletionAt: null, suspendedAt: null }
  await driverCollection('users').updateOne({ _id: new ObjectId(userId) }, { $set: open })
}

async function setRoles(persona: Persona, userId: ObjectId): Promise<void> {
  const role = isInstance(persona) ? 'member' : persona === 'suspended' ? 'owner' : persona
  await driverCollection('memberships').updateOne({ userId }, { $set: { role } })
  await driverCollection('users').updateOne(
    { _id: userId },
    {
      $set: {
        role: isInstance(persona) ? persona.slice('instance '.length) : 'user',
        suspendedAt: persona === 'suspended' ? new Date() : null,
      },
    },
  )
}
