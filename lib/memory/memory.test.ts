import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { createConversation } from '@/lib/chat/data'
import { listConsents } from '@/lib/consents/server'
import { newId } from '@/lib/core/ids'
import { createFolder } from '@/lib/folders/server'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { exportMemories } from './files/export'
import { importMemories } from './files/import'
import {
  forgetEverything,
  forgetFrom,
  forgetMemories,
  purgeForgotten,
  restoreMemories,
} from './forget/forget'
import { addMemory, editMemory, keepMemory, pinMemory } from './keep/manage-memory'
import { listMemories, readMemory } from './keep/read-memories'
import { addNote, extendNote, forgetNote } from './notes/manage-notes'
import { getConversationMemory } from './notes/of-conversation'
import type { AddInput } from './schema'
import { changeMemory, getMemoryState } from './settings/manage-settings'

onAppDatabase()

const notThere = { code: 'not_found' }
const memory = (text: string, rest: Partial<AddInput> = {}): AddInput => ({
  id: newId(),
  text,
  category: 'other',
  scope: { kind: 'me' },
  days: null,
  ...rest,
})
const list = (ctx: Ctx, q = '') => listMemories(ctx, { q, offset: 0 })
const texts = async (ctx: Ctx, q = '') => (await list(ctx, q)).memories.map(({ text }) => text)
const stored = (ctx: Ctx, name = 'memories') =>
  driverCollection(name)
    .find({ userId: new ObjectId(ctx.userId) })
    .toArray()

async function remembering() {
  const ctx = await createPerson()
  await changeMemory(ctx, { mode: 'keep' })
  return ctx
}

async function converse(ctx: Ctx): Promise<string> {
  const id = newId()
  await createConversation(ctx, { _id: id, title: 'x', model: null, leafId: null, folderId: null })
  return id
}

describe('memory', () => {
  it('is off until its person has chosen, and off keeps nothing', async () => {
    const ctx = await createPerson()
    expect(await getMemoryState(ctx)).toEqual({ mode: 'off', isPaused: false, noteHours: 24 })
    await expect(addMemory(ctx, memory('Has a cat'))).rejects.toMatchObject({ code: 'conflict' })
    await expect(importMemories(ctx, [{ text: 'Has a cat' }])).rejects.toMatchObject({ code: 'conflict' })
    expect(await changeMemory(ctx, { mode: 'ask' })).toMatchObject({ mode: 'ask' })
    expect((await listConsents(ctx)).given.memory).toBeDefined()
    await changeMemory(ctx, { isPaused: true, noteHours: 72 })
    expect(await getMemoryState(ctx)).toEqual({ mode: 'ask', isPaused: true, noteHours: 72 })
    expect(await changeMemory(ctx, { mode: 'off' })).toMatchObject({ mode: 'off', isPaused: false })
    expect((await listConsents(ctx)).given.memory).toBeUndefined()
  })

  it('keeps what is added by hand once, finds it by its words, changes it with its history, pins it', async () => {
    const ctx = await remembering()
    const cat = await addMemory(ctx, memory('Has a cat called Mílo', { category: 'people' }))
    const again = await addMemory(ctx, memory('has a cat, called milo!'))
    expect(again.id).toBe(cat.id)
    await addMemory(ctx, memory('Lives in Berlin', { days: 30 }))
    expect((await list(ctx)).total).toBe(2)
    expect(await texts(ctx, 'milo cat')).toEqual(['has a cat, called milo!'])
    expect(await texts(ctx, 'ber')).toEqual(['Lives in Berlin'])
    expect(await texts(ctx, 'erlin')).toEqual([])
    const berlin = (await list(ctx, 'berlin')).memories[0]!
    const inDays = (Date.parse(berlin.expiresAt ?? '') - Date.now()) / 86_400_000
    expect(inDays).toBeCloseTo(30, 1)
    const oslo = await editMemory(ctx, { ...memory('Lives in Oslo'), id: berlin.id, days: undefined })
    expect(oslo).toMatchObject({ text: 'Lives in Oslo', expiresAt: berlin.expiresAt })
    expect(oslo.history).toEqual([{ text: 'Lives in Berlin', until: expect.any(String) }])
    await expect(
      editMemory(ctx, { ...memory('Has a cat called Milo'), id: berlin.id }),
    ).rejects.toMatchObject({ code: 'conflict' })
    await pinMemory(ctx, { id: cat.id, isPinned: true })
    await addMemory(ctx, memory('Likes tea'))
    expect((await texts(ctx))[0]).toBe('has a cat, called milo!')
  })

  it('keeps no secrets, by hand neither, and what is sensitive only by hand', async () => {
    const ctx = await remembering()
    await expect(addMemory(ctx, memory('Card 4111 1111 1111 1111'))).rejects.toMatchObject({
      code: 'invalid_input',
    })
    const tea = await addMemory(ctx, memory('Likes tea'))
    await expect(editMemory(ctx, { ...memory('My password is tea'), id: tea.id })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await addMemory(ctx, memory('Has an allergy to nuts'))
    expect(await texts(ctx)).toEqual(['Has an allergy to nuts', 'Likes tea'])
  })

  it('is its person’s alone', async () => {
    const [ada, bob] = [await remembering(), await remembering()]
    const { id } = await addMemory(ada, memory('Has a cat'))
    const conversationId = await converse(ada)
    const noteId = newId()
    await addNote(ada, { id: noteId, conversationId, text: 'Looks for a flat', hours: 24 })
    const folder = await createFolder(ada, {
      id: newId(),
      parentId: null,
      name: 'x',
      emoji: null,
      instructions: '',
    })
    expect((await readMemory(bob)).total).toBe(0)
    for (const attempt of [
      () => editMemory(bob, { ...memory('Has a dog'), id }),
      () => addMemory(bob, { ...memory('Has a dog'), id }),
      () => addMemory(bob, memory('Has a dog', { scope: { kind: 'folder', id: folder.id } })),
      () => pinMemory(bob, { id, isPinned: true }),
      () => keepMemory(bob, { id }),
      () => forgetMemories(bob, { ids: [id] }),
      () => restoreMemories(bob, { ids: [id] }),
      () => getConversationMemory(bob, conversationId),
      () => addNote(bob, { id: newId(), conversationId, text: 'Mine', hours: 1 }),
      () => extendNote(bob, { id: noteId, hours: 1 }),
      () => forgetNote(bob, { id: noteId }),
    ])
      await expect(attempt()).rejects.toMatchObject(notThere)
    expect(await forgetFrom(bob, { conversationIds: [conversationId] })).toEqual({ ids: [] })
    expect((await getConversationMemory(ada, conversationId)).notes).toHaveLength(1)
    expect(await texts(ada)).toEqual(['Has a cat'])
  })

  it('forgets for good after seconds in which it can be undone, and leaves a stone without a word', async () => {
    const ctx = await remembering()
    const { id } = await addMemory(ctx, memory('Has a cat called Milo'))
    await forgetMemories(ctx, { ids: [id] })
    expect(await texts(ctx)).toEqual([])
    await restoreMemories(ctx, { ids: [id] })
    expect(await texts(ctx)).toEqual(['Has a cat called Milo'])
    expect(await stored(ctx, 'forgottenMemories')).toEqual([])
    await forgetMemories(ctx, { ids: [id] })
    const age = new Date(Date.now() - 20_000)
    await driverCollection('memories').updateOne({ _id: new ObjectId(id) }, { $set: { forgottenAt: age } })
    await expect(restoreMemories(ctx, { ids: [id] })).rejects.toMatchObject(notThere)
    await purgeForgotten()
    expect(await stored(ctx)).toEqual([])
    const stones = await stored(ctx, 'forgottenMemories')
    expect(stones).toHaveLength(1)
    expect(JSON.stringify(stones)).not.toMatch(/milo|cat/i)
    await addMemory(ctx, memory('Has a cat called Milo'))
    await addMemory(ctx, memory('Likes tea'))
    expect((await forgetEverything(ctx)).ids).toHaveLength(2)
    expect(await texts(ctx)).toEqual([])
  })

  it('is taken along as a file, and comes back once, without what must not be kept', async () => {
    const [ada, bob] = [await remembering(), await remembering()]
    const { id } = await addMemory(ada, memory('Has a cat'))
    await pinMemory(ada, { id, isPinned: true })
    await addMemory(ada, memory('Likes tea', { category: 'tastes', days: 7 }))
    const file = await exportMemories(ada)
    expect(file.memories.map(({ text, isPinned }) => [text, isPinned])).toEqual(
      expect.arrayContaining([
        ['Has a cat', true],
        ['Likes tea', false],
      ]),
    )
    const filed = [
      ...file.memories,
      { text: 'has a CAT' },
      { text: 'My PIN is 1234' },
      { text: 'Ran out', expiresAt: '2020-01-01T00:00:00Z' },
      { text: 'x'.repeat(100_000) },
      { text: '🙂🙂' },
      { text: '' },
      null,
      42,
    ]
    const report = await importMemories(bob, filed)
    expect(report).toMatchObject({ added: 2, known: 1 })
    expect(report.refused).toHaveLength(7)
    expect(await importMemories(bob, file.memories)).toMatchObject({ added: 0, known: 2 })
    expect((await list(bob)).memories[0]).toMatchObject({ text: 'Has a cat', isPinned: true, origin: 'file' })
  })

  it('comes back from a file also while it is being forgotten, or has run out and is not removed yet', async () => {
    const ctx = await remembering()
    const { id } = await addMemory(ctx, memory('Has a cat'))
    await pinMemory(ctx, { id, isPinned: true })
    for (const text of ['Likes tea', 'Lives in Oslo', 'Has a boat']) await addMemory(ctx, memory(text))
    const file = await exportMemories(ctx)
    const change = (text: string, $set: object) =>
      driverCollection('memories').updateOne({ userId: new ObjectId(ctx.userId), text }, { $set })
    await change('Has a boat', { expiresAt: new Date(Date.now() - 1_000) })
    await change('Likes tea', { status: 'proposed' })
    await forgetEverything(ctx)
    expect(await importMemories(ctx, file.memories)).toEqual({ added: 4, known: 0, refused: [] })
    const age = new Date(Date.now() - 20_000)
    await driverCollection('memories').updateMany(
      { userId: new ObjectId(ctx.userId), forgottenAt: { $ne: null } },
      { $set: { forgottenAt: age } },
    )
    await purgeForgotten()
    const { memories } = await list(ctx)
    expect(memories.map(({ text }) => text).sort()).toEqual([
      'Has a boat',
      'Has a cat',
      'Likes tea',
      'Lives in Oslo',
    ])
    expect(memories[0]).toMatchObject({ id, text: 'Has a cat', isPinned: true, origin: 'you' })
    expect(memories.every(({ status }) => status === 'kept')).toBe(true)
    expect(await stored(ctx, 'forgottenMemories')).toEqual([])
    expect(await importMemories(ctx, file.memories)).toMatchObject({ added: 0, known: 4 })
  })
})

describe('the database', () => {
  it('lets memories and notes run out by itself', async () => {
    const indexes = async (name: string) =>
      (await driverCollection(name).indexes()).filter(({ expireAfterSeconds }) => expireAfterSeconds === 0)
    for (const name of ['memories', 'conversationNotes'])
      expect((await indexes(name)).map(({ key }) => key)).toEqual([{ expiresAt: 1 }])
  })
})

describe('notes of a conversation', () => {
  it('live for a while in it alone, longer when asked to, and go', async () => {
    const ctx = await remembering()
    const [here, there] = [await converse(ctx), await converse(ctx)]
    const id = newId()
    await addNote(ctx, { id, conversationId: here, text: 'Looks for a flat', hours: 1 })
    await addNote(ctx, { id, conversationId: here, text: 'Looks for a flat', hours: 1 })
    const notes = async (conversationId: string) => (await getConversationMemory(ctx, conversationId)).notes
    const hoursLeft = async () =>
      (Date.parse((await notes(here))[0]?.expiresAt ?? '') - Date.now()) / 3_600_000
    expect(await notes(here)).toMatchObject([{ id, text: 'Looks for a flat' }])
    expect(await hoursLeft()).toBeCloseTo(1, 1)
    await extendNote(ctx, { id, hours: 72 })
    expect(await hoursLeft()).toBeCloseTo(72, 1)
    expect(await notes(there)).toEqual([])
    await driverCollection('conversationNotes').updateOne(
      { _id: new ObjectId(id) },
      { $set: { expiresAt: new Date(Date.now() - 1) } },
    )
    expect(await notes(here)).toEqual([])
    await expect(extendNote(ctx, { id, hours: 1 })).rejects.toMatchObject(notThere)
    const other = newId()
    await addNote(ctx, { id: other, conversationId: here, text: 'Has two offers', hours: 24 })
    await forgetNote(ctx, { id: other })
    expect(await notes(here)).toEqual([])
  })
})
