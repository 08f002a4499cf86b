import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { findMessages } from './data'
import { wordsToFind } from './needles'
import { parseQuery } from './parse-query'
import { searchMessages, searchTitles } from './search'

onAppDatabase()

const DAY = Date.UTC(2026, 0, 1)
const day = (n: number) => new Date(DAY + n * 86_400_000)

type Rest = { [field: string]: unknown }

async function conversation(ctx: Ctx, title: string, rest: Rest = {}): Promise<string> {
  const id = newId()
  await driverCollection('conversations').insertOne({
    ...whose(ctx),
    _id: new ObjectId(id),
    title,
    titleSource: 'user',
    model: 'openai/one',
    lastMessageAt: day(1),
    createdAt: day(1),
    updatedAt: day(1),
    ...Object.fromEntries(CONVERSATION_NULLS.map((name) => [name, null])),
    ...rest,
  })
  return id
}

const CONVERSATION_NULLS = [
  'leafId',
  'folderId',
  'assistantId',
  'instructions',
  'modelSettings',
  'emoji',
  'colour',
].concat(['pinnedAt', 'archivedAt', 'importId', 'deletedAt'])

const whose = (ctx: Ctx) => ({
  workspaceId: new ObjectId(ctx.workspaceId),
  userId: new ObjectId(ctx.userId),
})

async function say(ctx: Ctx, conversationId: string, text: string, rest: Rest = {}): Promise<string> {
  const _id = new ObjectId()
  await driverCollection('messages').insertOne({
    ...whose(ctx),
    _id,
    conversationId: new ObjectId(conversationId),
    parentId: null,
    depth: 0,
    role: 'user',
    parts: [{ type: 'text', text }],
    text,
    status: 'done',
    model: null,
    usage: null,
    error: null,
    feedback: null,
    deletedAt: null,
    createdAt: day(1),
    ...rest,
  })
  return _id.toHexString()
}

const found = async (ctx: Ctx, q: string) =>
  (await searchMessages(ctx, { q })).hits.map(({ messageId }) => messageId)
const foundTitles = async (ctx: Ctx, q: string) =>
  (await searchTitles(ctx, { q })).hits.map(({ conversation }) => conversation.title)

describe('messages', () => {
  it('are the same whether the index finds them or they are read one by one', async () => {
    const ctx = await createPerson()
    const chat = await conversation(ctx, 'Travel')
    await say(ctx, chat, 'My trip to Kyoto by train', { createdAt: day(2) })
    await say(ctx, chat, 'Trips to New York', { createdAt: day(3) })
    await say(ctx, chat, 'No stripes on the c++ train', { createdAt: day(4) })
    const wishes = { role: null, model: null, after: null, before: null, conversationIds: null }
    for (const q of ['trips', 'kyoto trip', '"new york"', 'trip -train', 'c++', '"york new"']) {
      const words = wordsToFind(parseQuery(q, 'UTC'))
      const indexed = await findMessages(ctx, words, wishes, null, 9)
      expect(await findMessages(ctx, { ...words, search: '' }, wishes, null, 9), q).toEqual(indexed)
    }
  })

  it('are found by all words in any form, phrases, and what must not be there', async () => {
    const ctx = await createPerson()
    const chat = await conversation(ctx, 'Travel')
    const trip = await say(ctx, chat, 'My trip to Kyoto by train', { createdAt: day(2) })
    const trips = await say(ctx, chat, 'Trips to New York', { createdAt: day(3) })
    expect(await found(ctx, 'trips')).toEqual([trips, trip])
    expect(await found(ctx, 'the kyoto trips')).toEqual([trip])
    expect(await found(ctx, '"new york"')).toEqual([trips])
    expect(await found(ctx, 'york new')).toEqual([trips])
    expect(await found(ctx, '"york new"')).toEqual([])
    expect(await found(ctx, 'trip -train')).toEqual([trips])
    expect(await found(ctx, 'KYÓTO')).toEqual([trip])
    const [hit] = (await searchMessages(ctx, { q: 'kyoto' })).hits
    expect(hit?.snippet.find(({ isMatch }) => isMatch)?.text).toBe('Kyoto')
    expect(hit).toMatchObject({
      role: 'user',
      conversation: { id: chat, title: 'Travel', isArchived: false },
    })
  })

  it('are found in languages that put no blanks between words', async () => {
    const ctx = await createPerson()
    const chat = await conversation(ctx, '秋の京都旅行')
    const kyoto = await say(ctx, chat, '来週、京都で美味しいラーメンを食べたいです。', { createdAt: day(2) })
    const tokyo = await say(ctx, chat, '东京的hotel很贵，我想去京都。', { createdAt: day(3) })
    const cat = await say(ctx, chat, '우리 고양이가 밥을 안 먹어요', { createdAt: day(4) })
    expect(await found(ctx, '京都')).toEqual([tokyo, kyoto])
    expect(await found(ctx, 'ラーメン')).toEqual([kyoto])
    expect(await found(ctx, '京都 -ラーメン')).toEqual([tokyo])
    expect(await found(ctx, '京都 -hotel')).toEqual([kyoto])
    expect(await found(ctx, '"我想去" 京都')).toEqual([tokyo])
    expect(await found(ctx, '고양이 밥')).toEqual([cat])
    expect(await found(ctx, '大阪')).toEqual([])
    expect(await foundTitles(ctx, '京都')).toEqual(['秋の京都旅行'])
    expect(await found(await createPerson('Bob'), '京都')).toEqual([])
    const [, hit] = (await searchMessages(ctx, { q: '京都' })).hits
    expect(hit?.snippet.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('')).toBe(
      '来週、[京都]で美味しいラーメンを食べたいです。',
    )
  })

  it('are found by role, model, date and folder', async () => {
    const ctx = await createPerson()
    const [folder, inner] = [new ObjectId(), new ObjectId()]
    const place = (_id: ObjectId, name: string, parentId: string | null) =>
      driverCollection('folders').insertOne({
        ...whose(ctx),
        ...{ _id, name, parentId, emoji: null, instructions: '', createdAt: day(0), updatedAt: day(0) },
      })
    await place(folder, 'My Work', null)
    await place(inner, 'Drafts', folder.toHexString())
    const top = await conversation(ctx, 'Top')
    const inside = await conversation(ctx, 'Inside', { folderId: inner.toHexString() })
    const asked = await say(ctx, top, 'apples', { createdAt: day(0) })
    const reply = { role: 'assistant', model: 'local/small', createdAt: day(10) }
    const answered = await say(ctx, top, 'apples', reply)
    const drafted = await say(ctx, inside, 'apples', { createdAt: day(20) })
    expect(await found(ctx, 'apples')).toEqual([drafted, answered, asked])
    expect(await found(ctx, 'apples role:user')).toEqual([drafted, asked])
    expect(await found(ctx, 'apples model:SMALL')).toEqual([answered])
    expect(await found(ctx, 'apples after:2026-01-11 before:2026-01-21')).toEqual([answered])
    expect(await found(ctx, 'apples in:"my work"')).toEqual([drafted])
    expect(await found(ctx, 'apples in:dra')).toEqual([drafted])
    expect(await searchMessages(ctx, { q: 'apples in:nowhere' })).toMatchObject({
      hits: [],
      hint: expect.stringContaining('nowhere'),
    })
    expect((await searchMessages(ctx, { q: 'role:user' })).hint).toBe('Add a word to look for.')
    expect((await searchMessages(ctx, { q: 'the and' })).hint).toContain('nearly every message')
  })

  it('come in pages, archived ones marked, deleted ones never', async () => {
    const ctx = await createPerson()
    const kept = await conversation(ctx, 'Kept', { archivedAt: day(5) })
    const gone = await conversation(ctx, 'Gone', { deletedAt: new Date() })
    for (let i = 0; i < 60; i++) await say(ctx, i % 2 ? kept : gone, `walnut ${i}`, { createdAt: day(i) })
    await say(ctx, kept, 'walnut removed', { deletedAt: new Date() })
    const texts: string[] = []
    let cursor: string | undefined
    do {
      const page = await searchMessages(ctx, { q: 'walnut', cursor })
      for (const { snippet, conversation } of page.hits) {
        expect(conversation).toMatchObject({ title: 'Kept', isArchived: true })
        texts.push(snippet.map(({ text }) => text).join(''))
      }
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(texts).toEqual(Array.from({ length: 30 }, (_, i) => `walnut ${59 - 2 * i}`))
    expect(await foundTitles(ctx, 'gone')).toEqual([])
  })

  it('that were read for a page that was full before them are on the next', async () => {
    const ctx = await createPerson()
    const kept = await conversation(ctx, 'Kept')
    const gone = await conversation(ctx, 'Gone', { deletedAt: new Date() })
    // Of the newest twenty half are deleted; all of the others are read for the rest of the page.
    for (let i = 0; i < 40; i++)
      await say(ctx, i < 20 || i % 2 ? kept : gone, `walnut ${i}`, { createdAt: day(i) })
    const first = await searchMessages(ctx, { q: 'walnut' })
    const second = await searchMessages(ctx, { q: 'walnut', cursor: first.nextCursor ?? undefined })
    expect([first.hits.length, second.hits.length]).toEqual([20, 10])
    expect(second.nextCursor).toBe(null)
  })

  it('of others are never found, in the same workspace either', async () => {
    const [ada, bob] = [await createPerson('Ada'), await createPerson('Bob')]
    const colleague: Ctx = { ...bob, workspaceId: ada.workspaceId }
    await say(ada, await conversation(ada, 'Secret pineapple'), 'pineapple')
    for (const other of [bob, colleague]) {
      expect(await found(other, 'pineapple')).toEqual([])
      expect(await foundTitles(other, 'pineapple')).toEqual([])
    }
  })

  it.each(['"', '-', '$where:1', '(.*)+', '\u0000', '\ud800', '🎈', 'ا ب', '"-"', '.*.*'])(
    '%j does no harm',
    async (q) => {
      const ctx = await createPerson()
      await conversation(ctx, 'Some title')
      expect(await found(ctx, q)).toEqual([])
      expect(await foundTitles(ctx, q)).toEqual([])
    },
  )

  it('are not found from a cursor nobody gave out', async () => {
    const ctx = await createPerson()
    await expect(searchMessages(ctx, { q: 'x', cursor: 'y' })).rejects.toMatchObject({ code: 'bad_request' })
  })
})

describe('titles', () => {
  it('are found by words and, while one is typed, by its beginning', async () => {
    const ctx = await createPerson()
    for (const [i, title] of ['Kyoto in autumn', 'Kyoto hotels', 'Bread'].entries())
      await conversation(ctx, title, { lastMessageAt: day(i) })
    await conversation(ctx, 'Put away', { archivedAt: day(1) })
    expect(await foundTitles(ctx, '')).toEqual(['Bread', 'Kyoto hotels', 'Kyoto in autumn'])
    expect(await foundTitles(ctx, 'kyoto')).toEqual(['Kyoto hotels', 'Kyoto in autumn'])
    expect(await foundTitles(ctx, 'autumn kyoto')).toEqual(['Kyoto in autumn'])
    expect(await foundTitles(ctx, 'bre')).toEqual(['Bread'])
    expect(await foundTitles(ctx, 'kyoto -hotels')).toEqual(['Kyoto in autumn'])
    expect(await foundTitles(ctx, 'kyoto role:user')).toEqual([])
    expect(await foundTitles(ctx, 'kyoto model:two')).toEqual([])
  })
  it('come in pages, while a word is typed too', async () => {
    const ctx = await createPerson()
    for (let i = 0; i < 20; i++) await conversation(ctx, `Planning ${i}`, { lastMessageAt: day(i) })
    for (const q of ['planning', 'plann']) {
      const titles: string[] = []
      let cursor: string | undefined
      do {
        const page = await searchTitles(ctx, { q, cursor })
        titles.push(...page.hits.map((hit) => hit.conversation.title))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(titles, q).toEqual(Array.from({ length: 20 }, (_, i) => `Planning ${19 - i}`))
    }
  })
})
