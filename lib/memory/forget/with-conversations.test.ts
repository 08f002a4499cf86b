import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { PersonCtx } from '@/lib/auth/context'
import { createConversation } from '@/lib/chat/data'
import { deleteConversations, restoreConversations } from '@/lib/chat/order/change-conversations'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { insertMemories } from '../data'
import { listMemories } from '../keep/read-memories'
import { addNote } from '../notes/manage-notes'
import { getConversationMemory } from '../notes/of-conversation'
import { hashOf } from '../rules/words'
import { changeMemory } from '../settings/manage-settings'
import { countFrom, forgetMemories, purgeForgotten } from './forget'

onAppDatabase()

async function converse(ctx: PersonCtx): Promise<string> {
  const id = newId()
  await createConversation(ctx, { _id: id, title: 'x', model: null, leafId: null, folderId: null })
  return id
}

/** Something that was said in these conversations. */
async function said(ctx: PersonCtx, text: string, ...conversationIds: string[]): Promise<string> {
  const id = newId()
  await insertMemories(ctx, [
    {
      ...{ id, text, textHash: hashOf(text), category: 'other', confidence: 0.9, origin: 'chat' },
      ...{ status: 'kept', scope: 'me', replacesId: null, pinnedAt: null, expiresAt: null },
      sources: conversationIds.map((conversationId) => ({ conversationId, messageId: newId() })),
    },
  ])
  return id
}

async function begin() {
  const ctx = await createPerson()
  await changeMemory(ctx, { mode: 'keep' })
  const [here, there] = [await converse(ctx), await converse(ctx)]
  const cat = await said(ctx, 'Has a cat', here)
  await said(ctx, 'Lives in Oslo', here, there)
  await said(ctx, 'Likes tea', there)
  return { ctx, here, there, cat }
}

const texts = async (ctx: PersonCtx) =>
  (await listMemories(ctx, { q: '', offset: 0 })).memories.map(({ text }) => text).sort()
const stones = ({ userId }: PersonCtx) =>
  driverCollection('forgottenMemories').countDocuments({ userId: new ObjectId(userId) })
const ALL = ['Has a cat', 'Likes tea', 'Lives in Oslo']

describe('deleting a conversation', () => {
  it('can be asked about before, and keeps what was remembered from it unless that is to go', async () => {
    const { ctx, here, there } = await begin()
    expect(await countFrom(ctx, { conversationIds: [here, there] })).toMatchObject({ count: 3 })
    const { count, some } = await countFrom(ctx, { conversationIds: [here] })
    expect([count, some.toSorted()]).toEqual([2, ['Has a cat', 'Lives in Oslo']])
    await deleteConversations(ctx, { ids: [here] })
    expect(await texts(ctx)).toEqual(ALL)
    await restoreConversations(ctx, { ids: [here] })
    await deleteConversations(ctx, { ids: [here], memories: 'keep' })
    expect(await texts(ctx)).toEqual(ALL)
  })

  it('forgets what came from it in the same step, and both come back together, with its notes', async () => {
    const { ctx, here, there } = await begin()
    await addNote(ctx, { id: newId(), conversationId: here, text: 'Looks for a flat', hours: 24 })
    await deleteConversations(ctx, { ids: [here], memories: 'forget' })
    expect(await texts(ctx)).toEqual(['Likes tea'])
    expect(await stones(ctx)).toBe(3)
    await restoreConversations(ctx, { ids: [here] })
    expect(await texts(ctx)).toEqual(ALL)
    expect(await stones(ctx)).toBe(0)
    expect((await getConversationMemory(ctx, here)).notes).toHaveLength(1)
    await deleteConversations(ctx, { ids: [here, there], memories: 'forget' })
    expect(await texts(ctx)).toEqual([])
    await restoreConversations(ctx, { ids: [here, there] })
    expect(await texts(ctx)).toEqual(ALL)
  })

  it('brings back nothing that was forgotten for itself before', async () => {
    const { ctx, here, cat } = await begin()
    await forgetMemories(ctx, { ids: [cat] })
    await deleteConversations(ctx, { ids: [here], memories: 'forget' })
    await restoreConversations(ctx, { ids: [here] })
    expect(await texts(ctx)).toEqual(['Likes tea', 'Lives in Oslo'])
  })

  it('is final for memories too, whether or not anybody comes back', async () => {
    const { ctx, here } = await begin()
    await deleteConversations(ctx, { ids: [here], memories: 'forget' })
    const longAgo = new Date(Date.now() - 20_000)
    const userId = new ObjectId(ctx.userId)
    await driverCollection('memories').updateMany(
      { userId, forgottenAt: { $ne: null } },
      { $set: { forgottenAt: longAgo } },
    )
    await driverCollection('conversations').updateOne(
      { _id: new ObjectId(here) },
      { $set: { deletedAt: longAgo } },
    )
    await purgeForgotten()
    await expect(restoreConversations(ctx, { ids: [here] })).rejects.toMatchObject({ code: 'not_found' })
    expect(await driverCollection('memories').countDocuments({ userId })).toBe(1)
    expect(await texts(ctx)).toEqual(['Likes tea'])
  })

  it('forgets nothing of anybody else, and one’s own although another is not there', async () => {
    const [{ ctx: ada, here }, { ctx: bob, here: bobs }] = [await begin(), await begin()]
    const foreign = deleteConversations(bob, { ids: [here], memories: 'forget' })
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' })
    expect(await texts(bob)).toEqual(ALL)
    await deleteConversations(bob, { ids: [bobs, here], memories: 'forget' })
    expect(await texts(ada)).toEqual(ALL)
    expect(await texts(bob)).not.toContain('Has a cat')
    expect(await countFrom(bob, { conversationIds: [here] })).toEqual({ count: 0, some: [] })
  })
})
