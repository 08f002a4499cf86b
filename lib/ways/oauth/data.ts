import 'server-only'
import { isDuplicateKey, orm } from '@/lib/platform/db'

export async function findIdentity(provider: string, subject: string) {
  return orm().identities.where({ provider, subject }).first()
}

export async function findIdentities(userId: string) {
  return orm().identities.where({ userId }).orderBy({ createdAt: 1 }).all()
}

type NewIdentity = { userId: string; provider: string; subject: string; email: string | null }

/** @returns false when this account at the provider opens an account here already: one of several at once wins */
export async function createIdentity(identity: NewIdentity): Promise<boolean> {
  try {
    await orm().identities.create({ ...identity, lastUsedAt: new Date() })
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

export async function noteUse(identityId: string, email: string | null): Promise<void> {
  await orm().identities.where({ _id: identityId }).update({ lastUsedAt: new Date(), email })
}

type IdentityRecord = NonNullable<Awaited<ReturnType<typeof findIdentity>>>

export async function findIdentityOf(userId: string, identityId: string) {
  return orm().identities.where({ _id: identityId, userId }).first()
}

/** @returns false when somebody was faster */
export async function deleteIdentity({ _id, userId }: IdentityRecord): Promise<boolean> {
  return (await orm().identities.where({ _id, userId }).deleteAndCount()) === 1
}

/** Puts back what was deleted a moment ago. */
export async function restoreIdentity(identity: IdentityRecord): Promise<void> {
  await orm().identities.create(identity)
}
