import { createHash } from 'node:crypto'
import { ObjectId } from 'mongodb'
import type { Ctx } from '@/lib/auth/context'
import { driverCollection } from '@/lib/platform/db'
import contract from '@/prisma/generated/contract.json' with { type: 'json' }

type Whose = Pick<Ctx, 'userId'>

/** Sessions begin with every try, and are logged. */
const OF_SIGNING_IN = ['sessions', 'securityEvents']
/** What earlier replies took is written as they end. */
const OF_ENDED_REPLIES = ['usageEvents']
const OF_BEING_SOMEBODY = ['users', 'memberships', 'workspaces']
const names = Object.keys(contract.roots).filter(
  (name) => ![...OF_SIGNING_IN, ...OF_ENDED_REPLIES].includes(name),
)

const of = ({ userId }: Whose) => {
  const id = new ObjectId(userId)
  return { $or: [{ _id: id }, { userId: id }, { userId }] }
}

/** @returns a fingerprint of everything the database holds of somebody, by collection */
export async function readAllOf(whose: Whose): Promise<Record<string, string>> {
  const found = names.map(async (name) => {
    const all = await driverCollection(name).find(of(whose)).sort({ _id: 1 }).toArray()
    return [name, createHash('sha256').update(JSON.stringify(all)).digest('hex')] as const
  })
  return Object.fromEntries(await Promise.all(found))
}

/** Leaves somebody with their account and nothing in it. */
export async function removeAllOf(whose: Whose): Promise<void> {
  const theirs = names.filter((name) => !OF_BEING_SOMEBODY.includes(name))
  await Promise.all(theirs.map((name) => driverCollection(name).deleteMany(of(whose))))
}
