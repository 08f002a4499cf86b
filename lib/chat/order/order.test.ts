import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { createFolder, deleteFolder } from '@/lib/folders/manage-folder'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { onScriptedModel } from '@/scripts/test/scripted-model'
import { purgeConversations } from '../purge'
import { getConversation } from '../read-conversation'
import type { Place, SendInput } from '../schema'
import { sendMessage } from '../send-message'
import { streamReply } from '../stream-reply'
import * as order from './change-conversations'
import { listConversations, readRail } from './list-conversations'

onAppDatabase()

const model = onScriptedModel()

const notThere = { code: 'not_found' }

async function say(ctx: Ctx, text: string, rest: Partial<Extract<SendInput, { trigger: 'send' }>> = {}) {
  const input = { conversationId: newId(), parentId: null, message: { id: newId(), text }, ...rest }
  const generation = await sendMessage(ctx, { trigger: 'send', ...input })
  await new Response(streamReply(ctx, generation, 0)).text()
  return { id: input.conversationId, replyId: generation.replyId }
}

async function begin(ctx: Ctx, ...texts: string[]): Promise<string[]> {
  const ids: string[] = []
  for (const text of texts) ids.push((await say(ctx, text)).id)
  return ids
}

async function makeFolder(ctx: Ctx, instructions = ''): Promise<string> {
  const { id } = await createFolder(ctx, {
    id: newId(),
    parentId: null,
    name: 'Work',
    emoji: null,
    instructions,
  })
  return id
}

const idsIn = async (ctx: Ctx, place: Place) =>
  (await listConversations(ctx, { place })).conversations.map(({ id }) => id)

/** Makes a deletion so old that it cannot be undone. */
const age = (id: string) =>
  driverCollection('conversations').updateOne(
    { _id: new ObjectId(id) },
    { $set: { deletedAt: new Date(Date.now() - 60_000) } },
  )

/** The instructions the model was given last. */
function lastInstructions(): string | undefined {
  const body = model().replies().at(-1)?.body as { messages: { content: string }[] } | undefined
  return body?.messages[0]?.content
}

describe('each conversation is in one place', () => {
  it('of recent, pinned, archived, and its folder', async () => {
    const ctx = await createPerson()
    const [a, b, c, d] = (await begin(ctx, 'a', 'b', 'c', 'd')) as [string, string, string, string]
    const folderId = await makeFolder(ctx)
    await order.pinConversations(ctx, { ids: [a], pinned: true })
    await order.moveConversations(ctx, { ids: [a, b], folderId })
    await order.archiveConversations(ctx, { ids: [c], archived: true })
    expect(await idsIn(ctx, 'recent')).toEqual([d])
    expect(await idsIn(ctx, 'pinned')).toEqual([a])
    expect(await idsIn(ctx, folderId)).toEqual([b])
    expect(await idsIn(ctx, 'archived')).toEqual([c])
    await order.pinConversations(ctx, { ids: [a], pinned: false })
    await order.archiveConversations(ctx, { ids: [c], archived: false })
    expect(await idsIn(ctx, folderId)).toEqual([b, a])
    expect(await idsIn(ctx, 'recent')).toEqual([d, c])
    const rail = await readRail(ctx, { places: [folderId, 'archived', newId()] })
    expect(rail.folders.map(({ id }) => id)).toEqual([folderId])
    expect(Object.keys(rail.lists).sort()).toEqual([folderId, 'archived', 'pinned', 'recent'].sort())
    expect(rail.asked).toEqual([])
  })

  it('and is read where it is now, unless it is gone or another’s', async () => {
    const [ctx, bob] = [await createPerson(), await createPerson('Bob')]
    const [a, gone] = (await begin(ctx, 'a', 'gone')) as [string, string]
    await order.archiveConversations(ctx, { ids: [a], archived: true })
    await order.deleteConversations(ctx, { ids: [gone] })
    const ids = [a, gone, ...(await begin(bob, 'theirs'))]
    expect((await readRail(ctx, { places: [], ids })).asked).toMatchObject([{ id: a, isArchived: true }])
  })

  it('and at the top while its folder is deleted', async () => {
    const ctx = await createPerson()
    const [a] = (await begin(ctx, 'a')) as [string]
    const folderId = await makeFolder(ctx)
    await order.moveConversations(ctx, { ids: [a], folderId })
    expect(await idsIn(ctx, 'recent')).toEqual([])
    await deleteFolder(ctx, { id: folderId })
    expect(await idsIn(ctx, 'recent')).toEqual([a])
    await expect(listConversations(ctx, { place: folderId })).rejects.toMatchObject(notThere)
  })

  it('with a mark of its own', async () => {
    const ctx = await createPerson()
    const [id] = (await begin(ctx, 'a')) as [string]
    await order.markConversation(ctx, { id, emoji: '🌱', colour: 'green' })
    expect((await getConversation(ctx, id)).conversation).toMatchObject({ emoji: '🌱', colour: 'green' })
  })
})

describe('instructions', () => {
  it('of the folder enter the very next reply, also to the first message', async () => {
    const ctx = await createPerson()
    const folderId = await makeFolder(ctx, 'Always rhyme.')
    const { id, replyId } = await say(ctx, 'First')
    expect(lastInstructions()).not.toContain('rhyme')
    await order.moveConversations(ctx, { ids: [id], folderId })
    await say(ctx, 'Second', { conversationId: id, parentId: replyId })
    expect(lastInstructions()).toContain('Always rhyme.')
    const inside = await say(ctx, 'Begun inside', { folderId })
    expect(lastInstructions()).toContain('Always rhyme.')
    expect(await idsIn(ctx, folderId)).toContain(inside.id)
  })
})

describe('many at once', () => {
  it('are deleted and restored together', async () => {
    const ctx = await createPerson()
    const ids = await begin(ctx, 'a', 'b', 'c')
    await order.deleteConversations(ctx, { ids })
    expect(await idsIn(ctx, 'recent')).toEqual([])
    await order.restoreConversations(ctx, { ids })
    expect(await idsIn(ctx, 'recent')).toEqual(ids.toReversed())
  })

  it('are changed without those that are gone, and not at all when none is left', async () => {
    const ctx = await createPerson()
    const [a, b, gone] = (await begin(ctx, 'a', 'b', 'gone')) as [string, string, string]
    await order.deleteConversations(ctx, { ids: [gone] })
    await age(gone)
    const [ids, folderId] = [[a, b, gone], await makeFolder(ctx)]
    await order.moveConversations(ctx, { ids, folderId })
    expect(await idsIn(ctx, folderId)).toEqual([b, a])
    await order.archiveConversations(ctx, { ids, archived: true })
    expect(await idsIn(ctx, 'archived')).toEqual([b, a])
    await order.deleteConversations(ctx, { ids })
    expect(await idsIn(ctx, 'archived')).toEqual([])
    await order.restoreConversations(ctx, { ids })
    expect(await idsIn(ctx, 'archived')).toEqual([b, a])
    // It has not been deleted anew, nor come back.
    await expect(order.restoreConversations(ctx, { ids: [gone] })).rejects.toMatchObject(notThere)
    await expect(order.deleteConversations(ctx, { ids: [gone] })).rejects.toMatchObject(notThere)
  })

  it('never touch what is somebody else’s', async () => {
    const [ada, bob] = [await createPerson('Ada'), await createPerson('Bob')]
    const [mine] = (await begin(ada, 'mine')) as [string]
    const [theirs] = (await begin(bob, 'theirs')) as [string]
    const folderId = await makeFolder(ada)
    for (const ids of [[theirs], [mine, theirs]]) {
      const refused = (change: Promise<null>) =>
        ids.length === 1 ? expect(change).rejects.toMatchObject(notThere) : change
      await refused(order.pinConversations(ada, { ids, pinned: true }))
      await refused(order.archiveConversations(ada, { ids, archived: true }))
      await refused(order.moveConversations(ada, { ids, folderId }))
      await refused(order.deleteConversations(ada, { ids }))
      await refused(order.restoreConversations(ada, { ids }))
    }
    const mark = { id: theirs, emoji: '🌱', colour: null }
    await expect(order.markConversation(ada, mark)).rejects.toMatchObject(notThere)
    await expect(order.moveConversations(bob, { ids: [theirs], folderId })).rejects.toMatchObject(notThere)
    await expect(say(bob, 'In your folder', { folderId })).rejects.toMatchObject(notThere)
    expect(await idsIn(ada, 'archived')).toEqual([mine])
    expect(await idsIn(bob, 'recent')).toEqual([theirs])
  })

  it('need the right to write', async () => {
    const viewer: Ctx = { ...(await createPerson()), role: 'viewer' }
    const ids = [newId()]
    const forbidden = { code: 'forbidden' }
    await expect(order.deleteConversations(viewer, { ids })).rejects.toMatchObject(forbidden)
    await expect(order.restoreConversations(viewer, { ids })).rejects.toMatchObject(forbidden)
  })
})

describe('a deletion', () => {
  const left = async (id: string) => {
    const conversationId = new ObjectId(id)
    const counts = ['messages', 'generations', 'shares', 'messageReports', 'contextSummaries'].map((name) =>
      driverCollection(name).countDocuments({ conversationId }),
    )
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
  }

  it('is final after a while, everywhere, also when two servers purge at once', async () => {
    const ctx = await createPerson()
    const [gone, fresh, kept] = (await begin(ctx, 'gone', 'fresh', 'kept')) as [string, string, string]
    const generation = await driverCollection('generations').findOne({ conversationId: new ObjectId(gone) })
    await order.deleteConversations(ctx, { ids: [gone, fresh] })
    await age(gone)
    const told: string[] = []
    const tell = async (conversations: readonly { id: string }[]) => {
      told.push(...conversations.map(({ id }) => id))
    }
    await Promise.all([purgeConversations([tell]), purgeConversations([tell])])
    expect(told).toContain(gone)
    expect(await left(gone)).toBe(0)
    expect(await driverCollection('generationEvents').countDocuments({ generationId: generation?._id })).toBe(
      0,
    )
    expect(await driverCollection('conversations').countDocuments({ _id: new ObjectId(gone) })).toBe(0)
    const tooLate = { code: 'not_found', message: expect.stringContaining('gone for good') }
    await expect(order.restoreConversations(ctx, { ids: [gone] })).rejects.toMatchObject(tooLate)
    expect(await left(fresh)).toBeGreaterThan(0)
    expect(await left(kept)).toBeGreaterThan(0)
    await order.restoreConversations(ctx, { ids: [fresh] })
  })

  it('cannot be undone between the ten seconds and the purge', async () => {
    const ctx = await createPerson()
    const [id] = (await begin(ctx, 'a')) as [string]
    await order.deleteConversations(ctx, { ids: [id] })
    await age(id)
    await expect(order.restoreConversations(ctx, { ids: [id] })).rejects.toMatchObject(notThere)
  })

  it('waits for a reply that is still being made', async () => {
    const ctx = await createPerson()
    const [id] = (await begin(ctx, 'a')) as [string]
    await order.deleteConversations(ctx, { ids: [id] })
    await age(id)
    const running = (status: string) =>
      driverCollection('generations').updateMany({ conversationId: new ObjectId(id) }, { $set: { status } })
    await running('running')
    await purgeConversations([])
    expect(await left(id)).toBeGreaterThan(0)
    await running('done')
    await purgeConversations([])
    expect(await left(id)).toBe(0)
  })
})

describe('a long list', () => {
  it('comes page by page in one order, also when many conversations are of one moment', async () => {
    const ctx = await createPerson()
    const [id] = (await begin(ctx, 'a')) as [string]
    const collection = driverCollection<{ _id: ObjectId; lastMessageAt: Date }>('conversations')
    const first = await collection.findOne({ _id: new ObjectId(id) })
    const now = Date.now()
    // 130 in groups of 1, 50 and 79: edges of pages fall between groups and inside them.
    const moments = Array.from({ length: 130 }, (_, i) => (i < 1 ? 0 : i < 51 ? 1 : 2))
    await collection.insertMany(
      moments.map((moment) => ({
        ...first,
        _id: new ObjectId(newId()),
        lastMessageAt: new Date(now - 60_000 * (moment + 1)),
      })),
    )
    const listed: { id: string; lastMessageAt: string }[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await listConversations(ctx, { cursor: cursor ?? undefined })
      listed.push(...page.conversations)
      cursor = page.nextCursor
    }
    const sorted = listed.toSorted(
      (a, b) => b.lastMessageAt.localeCompare(a.lastMessageAt) || b.id.localeCompare(a.id),
    )
    expect(listed).toEqual(sorted)
    expect(new Set(listed.map((conversation) => conversation.id)).size).toBe(131)
    expect(listed).toHaveLength(131)
  })
})
