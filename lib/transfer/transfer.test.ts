import { strFromU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { ObjectId } from 'mongodb'
import { describe, expect, it, vi } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { deleteConversations, pinConversations } from '@/lib/chat/order/change-conversations'
import { purgeConversations } from '@/lib/chat/purge'
import { getConversation, listConversations } from '@/lib/chat/server'
import { newId } from '@/lib/core/ids'
import { deleteFolder } from '@/lib/folders/manage-folder'
import { createFolder, listFolders } from '@/lib/folders/server'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { exportAll, exportConversation } from './export/export-conversations'
import { cancelImport, getImport, listImports } from './import/progress'
import { reapImports } from './import/reap'
import { importConversations } from './import/run-import'
import { exportFile } from './schema'

vi.mock('@/lib/folders/server', { spy: true })
onAppDatabase()

/** What happens meanwhile when folders have been read the next time. */
function onceListed(meanwhile: () => Promise<void>): void {
  vi.mocked(listFolders).mockImplementationOnce(async (ctx) => {
    const folders = await listFolders(ctx)
    await meanwhile()
    return folders
  })
}

const notThere = { code: 'not_found' }

const chatGpt = (id: string, ...texts: string[]) => ({
  title: `Chat ${id}`,
  create_time: 1_700_000_000,
  update_time: 1_700_000_100,
  conversation_id: id,
  current_node: `n${texts.length - 1}`,
  mapping: Object.fromEntries(
    texts.map((text, i) => [
      `n${i}`,
      {
        parent: i === 0 ? null : `n${i - 1}`,
        message: {
          author: { role: i % 2 === 0 ? 'user' : 'assistant' },
          content: { content_type: 'text', parts: [text] },
        },
      },
    ]),
  ),
})

const OWN = {
  id: 'own',
  title: 'Own',
  model: 'm'.repeat(5_000),
  instructions: null,
  emoji: 'not an emoji',
  colour: 'plaid',
  isPinned: false,
  isArchived: false,
  folders: [],
  currentMessageId: null,
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
  ],
}

async function* pieces(text: string | Uint8Array, size = 64_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const bring = (ctx: Ctx, file: unknown, id = newId()) =>
  importConversations(ctx, {
    id,
    fileName: 'conversations.json',
    bytesTotal: null,
    body: pieces(typeof file === 'string' || file instanceof Uint8Array ? file : JSON.stringify(file)),
  })

const textOf = async ({ stream }: { stream: ReadableStream<Uint8Array> }) => new Response(stream).text()
const titles = async (ctx: Ctx) => (await listConversations(ctx, {})).conversations.map(({ title }) => title)
const countOf = (ctx: Ctx, name: string, filter: object = {}) =>
  driverCollection(name).countDocuments({ userId: new ObjectId(ctx.userId), ...filter })

describe('an import', () => {
  it('shows all of it at the end, in the order of the file’s own times', async () => {
    const ctx = await createPerson()
    const result = await bring(ctx, [chatGpt('a', 'q1', 'r1', 'q2'), chatGpt('b', 'x', 'y')])
    expect(result).toMatchObject({
      status: 'done',
      source: 'chatgpt',
      report: { conversations: 2, messages: 5, skipped: [], error: null },
    })
    const { conversations } = await listConversations(ctx, {})
    expect(conversations.map(({ title }) => title).sort()).toEqual(['Chat a', 'Chat b'])
    expect(conversations[0]?.lastMessageAt).toBe(new Date(1_700_000_100_000).toISOString())
    const first = conversations.find(({ title }) => title === 'Chat a')
    const view = await getConversation(ctx, first?.id ?? '')
    expect(view.messages.map(({ role, parts }) => [role, parts])).toEqual([
      ['user', [{ type: 'text', text: 'q1' }]],
      ['assistant', [{ type: 'text', text: 'r1' }]],
      ['user', [{ type: 'text', text: 'q2' }]],
    ])
  })

  it('made twice makes no doubles, also of doubles in the file', async () => {
    const ctx = await createPerson()
    await bring(ctx, [chatGpt('a', 'q', 'r'), chatGpt('a', 'q', 'r')])
    const again = await bring(ctx, [chatGpt('a', 'q', 'r'), chatGpt('b', 'q', 'r')])
    expect(again.report).toMatchObject({
      conversations: 1,
      skipped: [{ reason: 'already_here', count: 1, examples: ['Chat a'] }],
    })
    expect((await titles(ctx)).sort()).toEqual(['Chat a', 'Chat b'])
    const nameless = { ...chatGpt('c', 'q', 'r'), conversation_id: undefined }
    await bring(ctx, [nameless, nameless])
    await bring(ctx, [nameless])
    expect(await titles(ctx)).toHaveLength(3)
  })

  it('made by another person is theirs', async () => {
    const [ada, eve] = [await createPerson('Ada'), await createPerson('Eve')]
    const result = await bring(ada, [chatGpt('a', 'q', 'r')])
    await bring(eve, [chatGpt('a', 'q', 'r')])
    expect([await titles(ada), await titles(eve)]).toEqual([['Chat a'], ['Chat a']])
    await expect(getImport(eve, result.id)).rejects.toMatchObject(notThere)
    await expect(cancelImport(eve, result.id)).rejects.toMatchObject(notThere)
    await expect(bring(eve, [], result.id)).rejects.toMatchObject({ code: 'conflict' })
    expect(await listImports(eve)).toHaveLength(1)
    await expect(bring({ ...eve, role: 'viewer' }, [])).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('takes no marks that Numina would not give itself', async () => {
    const ctx = await createPerson()
    const folders = ['x'.repeat(500), 'In it', 'too deep']
    await bring(ctx, {
      conversations: [
        { ...OWN, folders },
        { ...OWN, id: 'own2', folders: ['', 'x'] },
      ],
    })
    const made = await listFolders(ctx)
    expect(made.map(({ name }) => name.length).sort()).toEqual([5, 80])
    const place = made.find(({ name }) => name === 'In it')?.id ?? ''
    const { conversations } = await listConversations(ctx, { place })
    expect(conversations).toMatchObject([{ title: 'Own', emoji: null, colour: null, model: 'm'.repeat(200) }])
    expect(await titles(ctx)).toEqual(['Own'])
  })

  it('reads a zip that has conversations.json somewhere', async () => {
    const ctx = await createPerson()
    const json = Buffer.from(JSON.stringify([chatGpt('z', 'q', 'r')]))
    const zip = zipSync({ 'user.json': Buffer.from('{}'), 'export/conversations.json': json })
    expect(await bring(ctx, zip)).toMatchObject({ status: 'done', report: { conversations: 1 } })
    // How other files are packed is no matter: bzip2 (12) in the local header of the picture.
    const mixed = Buffer.from(zipSync({ 'a.png': Buffer.from('a picture'), 'conversations.json': json }))
    mixed.writeUInt16LE(12, 8)
    expect(await bring(ctx, mixed)).toMatchObject({ status: 'done' })
    const without = zipSync({ 'user.json': Buffer.from('{}') })
    expect(await bring(ctx, without)).toMatchObject({
      status: 'failed',
      report: { error: expect.stringContaining('no conversations.json') },
    })
    expect(await bring(ctx, zip.slice(0, zip.length / 2))).toMatchObject({ status: 'failed' })
  })

  it('reads all files of conversations in a zip, or nothing when one of them is broken', async () => {
    const ctx = await createPerson()
    const bytes = (file: unknown) => Buffer.from(typeof file === 'string' ? file : JSON.stringify(file))
    const files: Zippable = {
      'conversations-000.json': bytes([chatGpt('a', 'q', 'r'), chatGpt('b', 'q')]),
      'user.json': bytes('{}'),
      'conversations-001.json': [bytes([chatGpt('b', 'q'), chatGpt('c', 'q', 'r', 'q')]), { level: 0 }],
      'conversations-002.json': bytes([]),
    }
    const cut = { ...files, 'conversations-002.json': bytes('[{"mapping":') }
    expect(await bring(ctx, zipSync(cut))).toMatchObject({
      status: 'failed',
      report: { conversations: 0, error: 'This file ends in the middle.' },
    })
    expect(await titles(ctx)).toEqual([])
    for (const size of [7, 64_000]) {
      const person = await createPerson()
      const upload = { id: newId(), fileName: 'x.zip', bytesTotal: null, body: pieces(zipSync(files), size) }
      expect(await importConversations(person, upload)).toMatchObject({
        status: 'done',
        report: { conversations: 3, messages: 6, skipped: [{ reason: 'already_here', count: 1 }] },
      })
      expect((await titles(person)).sort()).toEqual(['Chat a', 'Chat b', 'Chat c'])
    }
    const zip = Buffer.from(zipSync(files))
    const halfOfTwo = zip.subarray(0, zip.indexOf('conversations-001') + 60)
    expect(await bring(ctx, halfOfTwo)).toMatchObject({ status: 'failed', report: { conversations: 0 } })
    expect(await titles(ctx)).toEqual([])
  })

  it.each([
    ['cut off', JSON.stringify([chatGpt('a', 'q', 'r'), chatGpt('b', 'q', 'r')]).slice(0, -20)],
    ['followed by something', `${JSON.stringify([chatGpt('a', 'q', 'r')])}]`],
    ['of another kind', '[1, {"a": 1}]'],
    [
      'broken after a folder',
      JSON.stringify({ conversations: [{ ...OWN, folders: ['Work'] }, 5] }).slice(0, -1),
    ],
    ['empty', ''],
    ['of a newer version', '{"format":"numina.conversations","version":2,"conversations":[]}'],
  ])('of a file that is %s leaves nothing', async (_, file) => {
    const ctx = await createPerson()
    const result = await bring(ctx, file)
    expect(result).toMatchObject({ status: 'failed', report: { conversations: 0, messages: 0 } })
    expect(result.report.error).toMatch(/^(This|There)/)
    expect(await titles(ctx)).toEqual([])
    expect(await listFolders(ctx)).toEqual([])
    await driverCollection('conversations').updateMany(
      { userId: new ObjectId(ctx.userId), deletedAt: { $lte: new Date() } },
      { $set: { deletedAt: new Date(0) } },
    )
    await purgeConversations([])
    expect([await countOf(ctx, 'conversations'), await countOf(ctx, 'messages')]).toEqual([0, 0])
  })

  it('whose upload breaks off leaves nothing, and can be made again', async () => {
    const ctx = await createPerson()
    async function* breaking() {
      yield Buffer.from(
        `[${Array.from({ length: 60 }, (_, i) => JSON.stringify(chatGpt(`c${i}`, 'q'))).join(',')},`,
      )
      throw new Error('socket hang up')
    }
    const upload = { id: newId(), fileName: 'x.json', bytesTotal: 10, body: breaking() }
    expect(await importConversations(ctx, upload)).toMatchObject({ status: 'failed' })
    expect(await titles(ctx)).toEqual([])
    expect(await bring(ctx, [chatGpt('c0', 'q')])).toMatchObject({ report: { conversations: 1 } })
  })

  it('is cancelled while it runs, refuses a second one meanwhile, and takes everything back', async () => {
    const ctx = await createPerson()
    const id = newId()
    let more = true
    async function* endless() {
      yield Buffer.from('[')
      for (let i = 0; more; i++) {
        yield Buffer.from(`${JSON.stringify(chatGpt(`c${i}`, 'q', 'r'))},`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
    const running = importConversations(ctx, { id, fileName: 'x.json', bytesTotal: null, body: endless() })
    await expect.poll(() => countOf(ctx, 'messages'), { timeout: 30_000 }).toBeGreaterThan(0)
    await expect(bring(ctx, [chatGpt('other', 'q')])).rejects.toMatchObject({ code: 'conflict' })
    expect(await titles(ctx)).toEqual([])
    await cancelImport(ctx, id)
    expect(await running).toMatchObject({ status: 'cancelled', report: { conversations: 0 } })
    more = false
    expect(await titles(ctx)).toEqual([])
    expect(await countOf(ctx, 'conversations', { deletedAt: { $gt: new Date() } })).toBe(0)
  })

  it('of a server that died is ended by another: whole or not at all', async () => {
    const ctx = await createPerson()
    const jobs = driverCollection('importJobs')
    for (const [status, shown] of [
      ['running', 0],
      ['publishing', 1],
    ] as const) {
      const { id } = await bring(ctx, [chatGpt(`dead-${status}`, 'q', 'r')])
      const job = await jobs.findOne({ _id: new ObjectId(id) })
      const hidden = new Date(Number(job?.['createdAt']) + 24 * 60 * 60_000)
      const own = { userId: new ObjectId(ctx.userId), importId: `chatgpt:dead-${status}` }
      await driverCollection('conversations').updateMany(own, { $set: { deletedAt: hidden } })
      await jobs.updateOne(
        { _id: new ObjectId(id) },
        { $set: { status, heartbeatAt: new Date(0), endedAt: null } },
      )
      await reapImports()
      await reapImports()
      expect(await getImport(ctx, id)).toMatchObject({ status: shown ? 'done' : 'failed' })
      expect(await titles(ctx)).toHaveLength(shown)
      expect(await countOf(ctx, 'conversations', { deletedAt: { $gt: new Date() } })).toBe(0)
    }
  })
})

describe('the folders of an import', () => {
  const FILE = {
    conversations: [
      { ...OWN, id: 'a', title: 'Stays', folders: ['Work'] },
      { ...OWN, id: 'b', title: 'Goes', folders: ['Work'] },
      { ...OWN, id: 'c', title: 'Homeless', folders: ['Home'] },
    ],
  }
  const titlesIn = async (ctx: Ctx, place: string) =>
    (await listConversations(ctx, { place })).conversations.map(({ title }) => title)

  it('are filled as far as can be while somebody deletes conversations and folders', async () => {
    const ctx = await createPerson()
    const [work, home] = [newId(), newId()]
    for (const [id, name] of [
      [work, 'Work'],
      [home, 'Home'],
    ] as const)
      await createFolder(ctx, { id, parentId: null, name, emoji: null, instructions: '' })
    onceListed(async () => {
      const { conversations } = await listConversations(ctx, {})
      expect(conversations).toHaveLength(3)
      const going = conversations.find(({ title }) => title === 'Goes')
      await deleteConversations(ctx, { ids: [going?.id ?? ''] })
      await deleteFolder(ctx, { id: home })
    })
    expect(await bring(ctx, FILE)).toMatchObject({
      status: 'done',
      report: { conversations: 3, skipped: [{ reason: 'no_folder', count: 1 }], error: null },
    })
    expect([await titlesIn(ctx, work), await titles(ctx)]).toEqual([['Stays'], ['Homeless']])
  })

  it('that a server did not live to make are reported', async () => {
    const ctx = await createPerson()
    const id = newId()
    onceListed(() => Promise.reject(new Error('killed')))
    await expect(bring(ctx, FILE, id)).rejects.toThrow('killed')
    await driverCollection('importJobs').updateOne(
      { _id: new ObjectId(id) },
      { $set: { heartbeatAt: new Date(0) } },
    )
    await reapImports()
    expect(await getImport(ctx, id)).toMatchObject({
      status: 'done',
      report: { conversations: 3, skipped: [{ reason: 'no_folder', count: 3 }], error: null },
    })
    expect(await titles(ctx)).toHaveLength(3)
    expect(await listFolders(ctx)).toEqual([])
  })
})

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
