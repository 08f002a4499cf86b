import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'
import type { Adaptation, Feeling } from '../limits'

/** By how much each feeling is likelier than for people in general, in logits. */
type Bias = Partial<Record<Feeling, number>>
export type SettingRecord = { adapt: Adaptation; pausedAt: Date | null; bias: Bias }

/** Until somebody chooses. */
const USUAL: SettingRecord = { adapt: 'gently', pausedAt: null, bias: {} }

const whose = ({ workspaceId, userId }: Scope) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})
const conversation = (scope: Scope, id: string) => ({ _id: new ObjectId(id), ...whose(scope) })

export async function findSetting(scope: Scope): Promise<SettingRecord> {
  const found = await driverCollection<SettingRecord>('insightSettings').findOne(whose(scope))
  return found ?? USUAL
}

export async function saveSetting(scope: Scope, change: Partial<SettingRecord>): Promise<void> {
  const { adapt, pausedAt, bias } = { ...USUAL, ...change }
  const others = Object.fromEntries(
    Object.entries({ adapt, pausedAt, bias }).filter(([name]) => !(name in change)),
  )
  const save = () =>
    driverCollection('insightSettings').updateOne(
      whose(scope),
      { $set: { ...change, updatedAt: new Date() }, $setOnInsert: others },
      { upsert: true },
    )
  // Two first changes at once: one of them makes the record, the other finds it.
  await save().catch((error) => {
    if (!isDuplicateKey(error)) throw error
    return save()
  })
}

/** @returns whether feelings are read in a conversation; null when it is not the caller's */
export async function findOffHere(scope: Scope, conversationId: string): Promise<{ isOff: boolean } | null> {
  const found = await driverCollection<{ insightOffAt?: Date | null }>('conversations').findOne(
    { ...conversation(scope, conversationId), deletedAt: null },
    { projection: { insightOffAt: 1 } },
  )
  return found && { isOff: Boolean(found.insightOffAt) }
}

export async function setOffHere(scope: Scope, conversationId: string, isOff: boolean): Promise<void> {
  await driverCollection('conversations').updateOne(conversation(scope, conversationId), {
    $set: { insightOffAt: isOff ? new Date() : null },
  })
}

/** How much somebody has said themselves, wherever they were. */
export async function countOwn(userId: string): Promise<{ checkIns: number; reflections: number }> {
  const count = (name: string) => driverCollection(name).countDocuments({ userId: new ObjectId(userId) })
  const [checkIns, reflections] = await Promise.all([count('moodCheckIns'), count('moodReflections')])
  return { checkIns, reflections }
}

/** Removes what the person has said themselves, apart from any message, wherever they were. */
export async function removeOwn(userId: string): Promise<void> {
  const theirs = { userId: new ObjectId(userId) }
  await Promise.all(
    ['moodCheckIns', 'moodReflections'].map((name) => driverCollection(name).deleteMany(theirs)),
  )
}

/** Forgets what was learnt of how somebody writes, and that they paused, wherever they are. */
export async function forgetLearnt(userId: string): Promise<void> {
  const change = { $set: { bias: {}, pausedAt: null, updatedAt: new Date() } }
  await driverCollection('insightSettings').updateMany({ userId: new ObjectId(userId) }, change)
}
