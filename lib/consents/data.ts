import 'server-only'
import { ObjectId } from 'mongodb'
import { driverCollection, orm } from '@/lib/platform/db'
import type { ConsentKind } from './limits'

export type ConsentRecord = Awaited<ReturnType<typeof findConsents>>[number]

/** Everything a person ever agreed to, newest first. */
export async function findConsents(userId: string) {
  return orm().consents.where({ userId }).orderBy({ givenAt: -1 }).all()
}

export async function createConsent(userId: string, kind: ConsentKind, version: string): Promise<void> {
  await orm().consents.create({ userId, kind, version, givenAt: new Date(), withdrawnAt: null })
}

export async function withdrawConsent(userId: string, kind: ConsentKind): Promise<void> {
  await driverCollection('consents').updateMany(
    { userId: new ObjectId(userId), kind, withdrawnAt: null },
    { $set: { withdrawnAt: new Date() } },
  )
}

/** @returns how many people have given a consent and not withdrawn it */
export async function countConsents(kind: ConsentKind): Promise<number> {
  return driverCollection('consents').countDocuments({ kind, withdrawnAt: null })
}
