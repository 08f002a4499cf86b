import { strFromU8, unzipSync } from 'fflate'
import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { pinConversations } from '@/lib/chat/order/change-conversations'
import { listConversations } from '@/lib/chat/server'
import { listFolders } from '@/lib/folders/server'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { bring, chatGpt } from '../files.testing'
import { exportFile } from '../schema'
import { exportAll, exportConversation } from './export-conversations'

onAppDatabase()

const notThere = { code: 'not_found' }
const textOf = async ({ stream }: { stream: ReadableStream<Uint8Array> }) => new Response(stream).text()

describe('an export', () => {
  async function begin(ctx: Ctx) {
    await bring(ctx, {
      format: 'numina.conversations',
      version: 1,
      exportedAt: new Date().toISOString(),
      conversations: [
        {
          id: 'x'.repeat(24),
          title: 'Pläne: a/b "c"',
          model: 'openai:gpt',
          instructions: 'Be brief.',
          emoji: '🎈',
          colour: 'rose',
          isPinned: false,
          isArchived: false,
          folders: ['Work', 'Plans'],
          currentMessageId: 'a2',
          createdAt: '2026-01-02T03:04:05.000Z',
          lastMessageAt: '2026-01-03T00:00:00.000Z',
          messages: [
            {
              id: 'u',
              parentId: null,
              role: 'user',
              parts: [{ type: 'text', text: 'Why?' }],
              status: 'done',
              model: null,
              createdAt: '2026-01-02T03:04:05.000Z',
            },
            {
              id: 'a1',
              parentId: 'u',
              role: 'assistant',
              parts: [{ type: 'text', text: 'Because.' }],
              status: 'done',
              model: 'm',
              createdAt: '2026-01-02T03:04:06.000Z',
            },
            {
              id: 'a2',
              parentId: 'u',
              role: 'assistant',
              parts: [
                { type: 'reasoning', text: 'Hm' },
                { type: 'text', text: '# Since\n\nso.' },
              ],
              status: 'stopped',
              model: 'm',
              createdAt: '2026-01-02T03:04:07.000Z',
            },
          ],
        },
      ],
    })
    const folders = await listFolders(ctx)
    const place = folders.find(({ name }) => name === 'Plans')?.id ?? ''
    const { conversations } = await listConversations(ctx, { place })
    return { id: conversations[0]?.id ?? '', folders }
  }

  it('is what the schema says, and comes back the same in another account', async () => {
    const [ada, eve] = [await createPerson('Ada'), await createPerson('Eve')]
    const { id, folders } = await begin(ada)
    expect(folders.map(({ name }) => name).sort()).toEqual(['Plans', 'Work'])
    await pinConversations(ada, { ids: [id], pinned: true })
    const text = await textOf(await exportAll(ada, 'json'))
    const file = exportFile.parse(JSON.parse(text))
    expect(file.conversations[0]).toMatchObject({
      id,
      isPinned: true,
      folders: ['Work', 'Plans'],
      instructions: 'Be brief.',
    })
    expect(text).not.toContain(ada.email)

    expect((await bring(ada, text)).report.skipped).toMatchObject([{ reason: 'already_here', count: 1 }])
    expect((await bring(eve, text)).report).toMatchObject({ conversations: 1, messages: 3, skipped: [] })
    expect((await bring(eve, text)).report).toMatchObject({ conversations: 0 })
    const back = exportFile.parse(JSON.parse(await textOf(await exportAll(eve, 'json'))))
    const same = (from: typeof file) =>
      from.conversations.map(({ id: _, currentMessageId, messages, ...rest }) => {
        const place = (key: string | null) => messages.findIndex((message) => message.id === key)
        return [
          rest,
          place(currentMessageId),
          messages.map(({ id: __, parentId, ...message }) => [place(parentId), message]),
        ]
      })
    expect(same(back)).toEqual(same(file))
  })

  it('as Markdown has the branch that is shown; all of them are a zip', async () => {
    const ctx = await createPerson()
    const { id } = await begin(ctx)
    const one = await exportConversation(ctx, id, 'markdown')
    expect(one.disposition).toBe(
      `attachment; filename="Pl_ne a b c.md"; filename*=UTF-8''Pl%C3%A4ne%20a%20b%20c.md`,
    )
    const text = await textOf(one)
    expect(text).toContain('title: "Pläne: a/b \\"c\\""')
    expect(text).toContain('## You\n\n*2026-01-02 03:04 UTC*\n\nWhy?\n')
    expect(text).toContain('# Since\n\nso.')
    expect(text).not.toContain('Because.')
    const zip = unzipSync(
      new Uint8Array(await new Response((await exportAll(ctx, 'markdown')).stream).arrayBuffer()),
    )
    expect(Object.keys(zip)).toEqual([`2026-01-02 Pläne a b c ${id.slice(-6)}.md`])
    expect(Object.values(zip).map((file) => strFromU8(file))).toEqual([text])
  })

  it('of somebody else’s conversation is not found, and one of nothing is empty', async () => {
    const [ada, eve] = [await createPerson('Ada'), await createPerson('Eve')]
    const { id } = await begin(ada)
    await expect(exportConversation(eve, id, 'json')).rejects.toMatchObject(notThere)
    const file = exportFile.parse(JSON.parse(await textOf(await exportAll(eve, 'json'))))
    expect(file.conversations).toEqual([])
  })

  it('leaves deleted messages out, and what followed them follows what was before', async () => {
    const ctx = await createPerson()
    await bring(ctx, [chatGpt('d', 'one', 'two', 'three')])
    const { conversations } = await listConversations(ctx, {})
    await driverCollection('messages').updateOne(
      { userId: new ObjectId(ctx.userId), text: 'two' },
      { $set: { deletedAt: new Date() } },
    )
    const text = await textOf(await exportConversation(ctx, conversations[0]?.id ?? '', 'json'))
    const [exported] = exportFile.parse(JSON.parse(text)).conversations
    expect(exported?.messages.map(({ parts }) => parts[0]?.text)).toEqual(['one', 'three'])
    expect(exported?.messages[1]?.parentId).toBe(exported?.messages[0]?.id)
  })

  it('is made as it is read: a reader who leaves ends it', async () => {
    const ctx = await createPerson()
    await bring(
      ctx,
      Array.from({ length: 120 }, (_, i) => chatGpt(`m${i}`, 'q', 'r')),
    )
    const reader = (await exportAll(ctx, 'json')).stream.getReader()
    await reader.read()
    await reader.cancel()
    expect(
      (await exportFile.safeParseAsync(JSON.parse(await textOf(await exportAll(ctx, 'json'))))).data
        ?.conversations,
    ).toHaveLength(120)
  })
})
