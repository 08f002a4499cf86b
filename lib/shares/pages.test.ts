import { ObjectId } from 'mongodb'
import { expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { getConversation, listConversations } from '@/lib/chat/server'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { bring, chatGpt } from '@/lib/transfer/files.testing'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { createShare } from './manage-shares'
import { continueShared, readShared } from './read-shared'

onAppDatabase()

/** A link to a conversation of these texts in turn. */
async function shareOf(ctx: Ctx, texts: readonly string[]) {
  await bring(ctx, [chatGpt(newId(), ...texts)])
  const { conversations } = await listConversations(ctx, {})
  const id = conversations[0]?.id ?? ''
  const leafId = (await getConversation(ctx, id)).messages.at(-1)?.id ?? ''
  const share = await createShare(ctx, { conversationId: id, leafId, showAuthor: false, expiresInDays: null })
  return { id, token: share.path.slice('/s/'.length) }
}

async function readPages(token: string) {
  const { pages } = await readShared(token, 1)
  return Promise.all(Array.from({ length: pages }, async (_, i) => (await readShared(token, i + 1)).messages))
}

it('a long conversation comes in pages, each message once', async () => {
  const ctx = await createPerson()
  const texts = Array.from({ length: 400 }, (_, i) => `m${i}`)
  const { token } = await shareOf(ctx, texts)
  const pages = await readPages(token)
  expect(pages).toHaveLength(8)
  expect(pages.flat().map(({ text }) => text)).toEqual(texts)
  const conversationId = newId()
  await continueShared(ctx, { token, conversationId })
  const ofCopy = { conversationId: new ObjectId(conversationId) }
  expect(await driverCollection('messages').countDocuments(ofCopy)).toBe(400)
})

it('a page ends before it would hold up the server: by what is drawn, and by what is there at all', async () => {
  const ctx = await createPerson()
  // Asked and answered in turn.
  const lengths = [10, 14_000, 10, 10_000, 10, 1, 10, 5, 60_000, 24_001, 30_000, 350_000, 20, 10]
  const texts = lengths.map((length, i) => `${i}`.padEnd(length, 'é.'))
  const { id, token } = await shareOf(ctx, texts)
  const blank = { conversationId: new ObjectId(id), depth: 5 }
  await driverCollection('messages').updateOne(blank, { $set: { text: ' \n' } })
  const pages = await readPages(token)
  expect(pages.map((page) => page.map(({ text }) => text.length))).toEqual([
    [10, 14_000, 10, 10_000, 10, 10],
    [5, 60_000, 24_001],
    [30_000],
    [350_000],
    [20, 10],
  ])
  const beginnings = texts.map((text) => text.slice(0, 4)).filter((_, i) => i !== 5)
  expect(pages.flat().map(({ text }) => text.slice(0, 4))).toEqual(beginnings)
  const keys = pages.flat().map(({ key }) => key)
  expect(keys).toEqual(keys.map((_, i) => i))
})
