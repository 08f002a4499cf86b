import { ObjectId } from 'mongodb'
import { expect, it } from 'vitest'
import { findSubject } from '@/lib/accounts/server'
import { driverCollection } from '@/lib/platform/db'
import { bring, chatGpt, titles } from '@/lib/transfer/files.testing'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { fillCollection } from '@/scripts/test/fill-database'
import { teamOf } from '@/scripts/test/team'
import { changeRetention, countOldConversations, deleteOldConversations, getRetention } from './retention'

onAppDatabase()

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

it('deletes old conversations of those who want that, and no others', async () => {
  const [ada, bob] = [await createPerson(), await createPerson()]
  const add = (person: typeof ada, lastMessageAt: Date, pinnedAt: Date | null = null) =>
    fillCollection('conversations', { ...person, word: 'w' }, { lastMessageAt, pinnedAt, importId: null })
  const old = await Promise.all(Array.from({ length: 250 }, () => add(ada, daysAgo(31))))
  const kept = [
    await add(ada, daysAgo(29)),
    await add(ada, daysAgo(400), daysAgo(399)),
    await add(bob, daysAgo(400)),
  ]
  await deleteOldConversations()
  const deletedOf = (ids: readonly ObjectId[]) =>
    driverCollection('conversations').countDocuments({ _id: { $in: [...ids] }, deletedAt: { $ne: null } })
  expect(await deletedOf([...old, ...kept])).toBe(0)

  expect(await getRetention(ada)).toEqual({ days: null })
  expect(await countOldConversations(ada, { days: 30 })).toEqual({ count: 250 })
  await changeRetention(ada, { days: 30 })
  await driverCollection('users').updateOne(
    { _id: new ObjectId(bob.userId) },
    { $set: { retentionDays: 30, deletionAt: new Date(Date.now() + 1000) } },
  )
  await deleteOldConversations()
  expect(await deletedOf(old)).toBe(250)
  expect(await deletedOf(kept)).toBe(0)
  await changeRetention(ada, { days: null })
  expect(await getRetention(ada)).toEqual({ days: null })
})

it('keeps what was imported for as long as anything else, however old it is in its file', async () => {
  const ctx = await createPerson()
  await bring(ctx, [chatGpt('a', 'q', 'r')])
  expect(await countOldConversations(ctx, { days: 30 })).toEqual({ count: 0 })
  await changeRetention(ctx, { days: 30 })
  await deleteOldConversations()
  expect(await titles(ctx)).toEqual(['Chat a'])
  const mine = { userId: new ObjectId(ctx.userId) }
  await driverCollection('conversations').updateOne(mine, { $set: { updatedAt: daysAgo(31) } })
  await deleteOldConversations()
  expect(await titles(ctx)).toEqual([])
})

it('tells of all that would go, in whatever workspace it is', async () => {
  const { members } = await teamOf(2)
  const [ada] = members
  if (!ada) throw new Error('nobody')
  const workspaceIds = (await findSubject(ada.userId))?.workspaceIds ?? []
  expect(workspaceIds).toHaveLength(2)
  for (const workspaceId of workspaceIds)
    await fillCollection(
      'conversations',
      { ...ada, workspaceId, word: 'w' },
      { lastMessageAt: daysAgo(31), pinnedAt: null, importId: null },
    )
  const isGone = { userId: new ObjectId(ada.userId), deletedAt: { $ne: null } }
  expect(await countOldConversations(ada, { days: 30 })).toEqual({ count: 2 })
  await changeRetention(ada, { days: 30 })
  await deleteOldConversations()
  expect(await driverCollection('conversations').countDocuments(isGone)).toBe(2)
  expect(await countOldConversations(ada, { days: 30 })).toEqual({ count: 0 })
})
