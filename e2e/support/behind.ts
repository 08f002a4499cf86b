import { type Collection, Int32, MongoClient } from 'mongodb'

/** What time or chance would bring, done on the database of the stack. */
async function behindTheScenes(
  work: (collection: (name: string) => Collection) => Promise<void>,
): Promise<void> {
  const client = new MongoClient(process.env.E2E_DATABASE_URL ?? '')
  try {
    await work((name) => client.db().collection(name))
  } finally {
    await client.close()
  }
}

/**
 * Gives somebody a role in the instance; which account is the owner's is chance here. Their address counts as confirmed, and a second
 * step as shown in the sessions they have.
 */
export async function giveRole(email: string, role: 'owner' | 'admin' | 'support'): Promise<void> {
  await behindTheScenes(async (collection) => {
    const change = { $set: { role, emailVerifiedAt: new Date() } }
    const user = await collection('users').findOneAndUpdate({ email }, change)
    await collection('sessions').updateMany({ userId: user?._id }, { $set: { factorAt: new Date() } })
  })
}

/** Somebody agreed to terms that have changed since. */
export async function ageTerms(email: string): Promise<void> {
  await behindTheScenes(async (collection) => {
    const user = await collection('users').findOne({ email })
    await collection('consents').updateMany(
      { userId: user?._id, kind: 'terms' },
      { $set: { version: '2020-01-01' } },
    )
  })
}

/** A team has got seats, as if they were given to it. */
export async function giveSeats(team: string, seats: number): Promise<void> {
  await behindTheScenes(async (collection) => {
    const workspace = await collection('workspaces').findOne({ name: team, kind: 'team' })
    const [workspaceId, now] = [workspace?._id, new Date()]
    const plan = { key: 'business', seats, until: '2999-01-01T00:00:00.000Z' }
    const granted = { plan: plan.key, seats, until: plan.until, note: '' }
    const nothing = {
      ...{
        customerId: null,
        subscriptionId: null,
        status: 'none',
        plan: null,
        interval: null,
        currency: null,
      },
      ...{ seats: null, monthly: null, periodEnd: null, trialEnd: null, cancelAt: null, pastDueSince: null },
      ...{ card: null, keptSeats: null, checkoutId: null },
    }
    const times = { convergedAt: new Date(0), createdAt: now, updatedAt: now }
    await collection('billingAccounts').insertOne({
      ...{ workspaceId, userId: workspace?.['ownerId'], granted },
      ...nothing,
      ...times,
    })
    await collection('memberships').updateMany({ workspaceId }, { $set: { plan } })
  })
}

/** Somebody has asked for more today and this month than any plan brings. */
export async function useUpPlan(email: string): Promise<void> {
  await behindTheScenes(async (collection) => {
    const user = await collection('users').findOne({ email })
    const home = await collection('memberships').findOne({ userId: user?._id })
    const workspaceId = home?.['workspaceId']
    const now = new Date()
    // Whatever day it is where they are.
    for (const days of [-1, 1]) {
      const period = new Date(now.getTime() + days * 24 * 60 * 60_000).toISOString().slice(0, 7)
      const used = new Int32(1_000_000)
      const everyDay = Array.from({ length: 31 }, (_, at) => [String(at + 1).padStart(2, '0'), used])
      await collection('usageCounters').updateOne(
        { key: `${workspaceId}:${period}` },
        {
          $set: { messages: used, days: Object.fromEntries(everyDay), touchedAt: now },
          $setOnInsert: { workspaceId, period, pending: {}, open: new Int32(0) },
        },
        { upsert: true },
      )
    }
  })
}
