import { MongoClient } from 'mongodb'

/**
 * Gives somebody a role in the instance, as its owner does: which account is the owner's is chance here. Their address counts as
 * confirmed, and a second step as shown in the sessions they have.
 */
export async function giveRole(email: string, role: 'owner' | 'admin' | 'support'): Promise<void> {
  const client = new MongoClient(process.env.E2E_DATABASE_URL ?? '')
  const [users, sessions] = [client.db().collection('users'), client.db().collection('sessions')]
  const user = await users.findOneAndUpdate({ email }, { $set: { role, emailVerifiedAt: new Date() } })
  await sessions.updateMany({ userId: user?._id }, { $set: { factorAt: new Date() } })
  await client.close()
}
