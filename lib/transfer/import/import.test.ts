import { type Zippable, zipSync } from 'fflate'
import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { purgeConversations } from '@/lib/chat/purge'
import { getConversation, listConversations } from '@/lib/chat/server'
import { newId } from '@/lib/core/ids'
import { listFolders } from '@/lib/folders/server'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { bring, chatGpt, OWN, pieces, titles } from '../files.testing'
import { cancelImport, getImport, listImports } from './progress'
import { reapImports } from './reap'
import { importConversations } from './run-import'

onAppDatabase()

const notThere = { code: 'not_found' }
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

  it('brings the longest title and instructions back whole, and cuts longer ones between letters', async () => {
    const ctx = await createPerson()
    const longest = { ...OWN, title: 't'.repeat(200), instructions: 'i'.repeat(8_000) }
    const longer = { ...OWN, title: `${'t'.repeat(199)}🎈`, instructions: `${'i'.repeat(7_999)}🎈` }
    const last = { ...OWN, id: 'own3', title: `${'t'.repeat(198)}🎈🎈` }
    await bring(ctx, { conversations: [longest, { ...longer, id: 'own2' }, last] })
    expect((await titles(ctx)).sort()).toEqual(
      [longer.title.slice(0, 199), longest.title, last.title.slice(0, 200)].sort(),
    )
    const rows = driverCollection('conversations').find({ userId: new ObjectId(ctx.userId) })
    const instructions = (await rows.toArray()).map((row) => row['instructions']?.length ?? 0)
    expect(instructions.sort()).toEqual([0, 7_999, 8_000])
  })

  it('leaves out what would fill the memory once it is parsed', async () => {
    const ctx = await createPerson()
    const small = JSON.stringify(chatGpt('a', 'q', 'r'))
    const result = await bring(ctx, `[${small},{"mapping":{},"x":[${'{},'.repeat(600_000)}{}]}]`)
    expect(result).toMatchObject({ status: 'done', report: { conversations: 1 } })
    expect(result.report.skipped).toEqual([{ reason: 'too_large', count: 1, examples: [] }])
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
