import 'server-only'
import { type Document, ObjectId } from 'mongodb'
import type { InstanceRole } from '@/lib/auth/context'
import type { Position } from '@/lib/core/cursor'
import { driverCollection } from '@/lib/platform/db'

/** What those who manage the instance see of an account. */
export type ManagedAccount = {
  _id: ObjectId
  name: string
  email: string
  emailVerifiedAt: Date | null
  role: InstanceRole
  isGuest: boolean | null
  suspendedAt: Date | null
  suspendedReason: string | null
  deletionAt: Date | null
  createdAt: Date
}

const FIELDS: Record<keyof ManagedAccount, 1> = {
  _id: 1,
  name: 1,
  email: 1,
  emailVerifiedAt: 1,
  role: 1,
  isGuest: 1,
  suspendedAt: 1,
  suspendedReason: 1,
  deletionAt: 1,
  createdAt: 1,
}

const FILTERS: Record<'all' | 'suspended' | 'managing', Document> = {
  all: {},
  suspended: { suspendedAt: { $ne: null } },
  managing: { role: { $in: ['owner', 'admin', 'support'] } },
}

const users = () => driverCollection<ManagedAccount>('users')

/** @param words of the name or the address; nothing for everybody. @returns accounts, the newest first */
export async function findAccounts(
  { words, filter, before }: { words: string; filter: keyof typeof FILTERS; before: Position | null },
  limit: number,
): Promise<ManagedAccount[]> {
  const like = { $regex: words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), $options: 'i' }
  const older = before && {
    $or: [{ createdAt: { $lt: before.at } }, { createdAt: before.at, _id: { $lt: new ObjectId(before.id) } }],
  }
  const conditions = [FILTERS[filter], words && { $or: [{ name: like }, { email: like }] }, older]
  return users()
    .find({ $and: [{}, ...conditions.filter((each) => !!each)] }, { projection: FIELDS })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit)
    .toArray()
}

/** @returns the ids of those who own this Numina */
export async function findInstanceOwners(): Promise<string[]> {
  const found = await users()
    .find({ role: 'owner', suspendedAt: null }, { projection: { _id: 1 } })
    .toArray()
  return found.map(({ _id }) => _id.toHexString())
}

export async function findManagedAccount(userId: string): Promise<ManagedAccount | null> {
  return users().findOne({ _id: new ObjectId(userId) }, { projection: FIELDS })
}

/** Suspends an account, or takes that back. @returns false when it is so already, or the role is another by now */
export async function setSuspension(
  { id, role }: { id: string; role: InstanceRole },
  reason: string | null,
): Promise<boolean> {
  const isOn = reason !== null
  const changed = await users().updateOne(
    { _id: new ObjectId(id), role, suspendedAt: isOn ? null : { $ne: null } },
    { $set: { suspendedAt: isOn ? new Date() : null, suspendedReason: reason, updatedAt: new Date() } },
  )
  return changed.modifiedCount === 1
}

/** @returns false when the role is another than `from` by now */
export async function setInstanceRole(
  userId: string,
  from: InstanceRole,
  to: InstanceRole,
): Promise<boolean> {
  const changed = await users().updateOne(
    { _id: new ObjectId(userId), role: from },
    { $set: { role: to, updatedAt: new Date() } },
  )
  return changed.modifiedCount === 1
}
