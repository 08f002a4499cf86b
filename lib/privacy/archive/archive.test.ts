import { strFromU8, unzipSync } from 'fflate'
import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { COLLECTION_NAMES } from '@/lib/platform/contract'
import { driverCollection } from '@/lib/platform/db'
import { ageProof, createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { fillCollection } from '@/scripts/test/fill-database'
import { NOT_HANDED_OUT, PERSONAL_DATA } from '../registry'
import { makeArchive } from './make-archive'
import { discardArchive, getArchive, openArchive, readArchive, requestArchive } from './request-archive'

onAppDatabase()

const oid = (id: string) => new ObjectId(id)

type Person = Awaited<ReturnType<typeof createPerson>>

const payload = (ctx: Person, archiveId: string) => ({
  archiveId,
  workspaceId: ctx.workspaceId,
  userId: ctx.userId,
})

async function makeFor(ctx: Person): Promise<Record<string, string>> {
  const { id } = await requestArchive(ctx)
  await makeArchive(payload(ctx, id))
  return unzip(ctx, id)
}

async function unzip(ctx: Person, id: string): Promise<Record<string, string>> {
  const { pieces, size } = await readArchive(ctx, id)
  const bytes = Buffer.concat(await Array.fromAsync(pieces))
  expect(bytes.length).toBe(size)
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, file]) => [name, strFromU8(file)]))
}

const HOLDS_OTHERS = new Set(['users', 'workspaces', 'memberships', 'instanceSettings', 'erasureReceipts'])

async function fill(person: Person, word: string): Promise<void> {
  for (const collection of COLLECTION_NAMES) {
    if (HOLDS_OTHERS.has(collection)) continue
    const generation =
      collection === 'generationEvents' ? await fillCollection('generations', { ...person, word }) : null
    const fields = {
      ...(generation && { generationId: generation }),
      ...(collection === 'throttles' && { key: `account:${person.email}` }),
      ...(collection === 'jobs' && { payload: { userId: person.userId, note: word }, kind: 'unknown' }),
      ...(collection === 'dataExports' && {
        status: 'failed',
        blobId: newId(),
        expiresAt: new Date(0),
        createdAt: new Date(0),
      }),
    }
    await fillCollection(collection, { ...person, word }, fields)
  }
}

describe('an archive', () => {
  it('holds something of every collection, files, and nothing of anybody else', async () => {
    const [ada, bob] = [await createPerson('Ada'), await createPerson('Bob')]
    await fill(ada, 'adaword')
    await fill(bob, 'bobword')
    // Somebody whose address ends like hers.
    await fillCollection('throttles', { ...bob, word: 'bobword' }, { key: `signInAccount:x${ada.email}` })
    const files = await makeFor(ada)
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        'README.txt',
        'schema.json',
        ...PERSONAL_DATA.map((each) => `data/${each.collection}.json`),
      ]),
    )
    for (const { collection, without } of PERSONAL_DATA) {
      const records = JSON.parse(files[`data/${collection}.json`] ?? '') as Record<string, unknown>[]
      const isOwner = ada.instanceRole === 'owner'
      if (collection !== 'instanceSettings' || isOwner) expect(records.length, collection).toBeGreaterThan(0)
      for (const record of records)
        for (const name of without) expect(record, collection).not.toHaveProperty(name)
    }
    for (const { collection } of NOT_HANDED_OUT) expect(files).not.toHaveProperty(`data/${collection}.json`)
    const picture = Object.keys(files).find((name) => name.startsWith('files/pictures/'))
    expect(files[picture ?? '']).toBe('adaword')
    const all = Object.values(files).join('\n')
    expect(all).toContain('adaword')
    expect(all).not.toMatch(new RegExp(`bobword|x${ada.email}|${bob.userId}|${bob.email}|${bob.workspaceId}`))
    const schema = JSON.parse(files['schema.json'] ?? '')
    expect(schema.properties['data/sessions.json'].items.properties).not.toHaveProperty('tokenHash')
    expect(schema.properties['data/sessions.json'].items.properties.ip).toEqual({ type: 'string' })
    expect(files['README.txt']).toContain(ada.email)
  })

  it('is made once at a time, begins anew after a crash, and is told by mail', async () => {
    const ada = await createPerson()
    const [first, second] = [await requestArchive(ada), await requestArchive(ada)]
    expect(second.id).toBe(first.id)
    // A server died in the middle: pieces are there, and the status says it runs.
    const blobId = newId()
    await fillCollection('blobChunks', { ...ada, word: 'half' }, { blobId: oid(blobId) })
    await driverCollection('dataExports').updateOne(
      { _id: oid(first.id) },
      { $set: { status: 'running', blobId } },
    )
    await makeArchive(payload(ada, first.id))
    expect(await getArchive(ada)).toMatchObject({ status: 'ready', size: expect.any(Number) })
    expect(await driverCollection('blobChunks').countDocuments({ blobId: oid(blobId) })).toBe(0)
    const mails = await driverCollection('jobs').countDocuments({
      kind: 'mail.archiveReady',
      'payload.userId': ada.userId,
    })
    expect(mails).toBe(1)
    // Doing the job again changes nothing.
    await makeArchive(payload(ada, first.id))
    expect(Object.keys(await unzip(ada, first.id))).toContain('data/users.json')
    // A newer one replaces it, with its bytes.
    const third = await requestArchive(ada)
    await makeArchive(payload(ada, third.id))
    expect(await driverCollection('dataExports').countDocuments({ userId: oid(ada.userId) })).toBe(1)
    await expect(openArchive(ada, first)).rejects.toMatchObject({ code: 'not_found' })
    await discardArchive(ada, third)
    expect(await driverCollection('blobChunks').countDocuments({ userId: oid(ada.userId) })).toBe(0)
    expect(await getArchive(ada)).toBeNull()
  })

  it("needs a fresh proof, is nobody else's, and ends after a week", async () => {
    const [ada, bob] = [await createPerson(), await createPerson()]
    const { id } = await requestArchive(ada)
    await makeArchive(payload(ada, id))
    await expect(openArchive(bob, { id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(discardArchive(bob, { id })).rejects.toMatchObject({ code: 'not_found' })
    const session = { _id: oid(ada.sessionId) }
    await ageProof(ada)
    await expect(requestArchive(ada)).rejects.toMatchObject({ code: 'proof_required' })
    await expect(openArchive(ada, { id })).rejects.toMatchObject({ code: 'proof_required' })
    await expect(readArchive(ada, id)).rejects.toMatchObject({ code: 'proof_required' })
    await driverCollection('sessions').updateOne(session, { $set: { provedAt: new Date() } })
    const ends = await driverCollection('blobChunks').distinct('expiresAt', { userId: oid(ada.userId) })
    expect(ends.map((end) => Math.round((Number(end) - Date.now()) / 86_400_000))).toEqual([7])
    await driverCollection('dataExports').updateOne({ _id: oid(id) }, { $set: { expiresAt: new Date(0) } })
    await expect(openArchive(ada, { id })).rejects.toMatchObject({ code: 'not_found' })
  })
})
