import { MongoClient, ObjectId } from 'mongodb'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { handOver } from '@/lib/accounts/ending/hand-over'
import {
  giveInstance,
  loadClosingContext,
  loadContext,
  verifyCredentials,
  whileOpen,
} from '@/lib/accounts/server'
import { newId } from '@/lib/core/ids'
import { COLLECTION_NAMES } from '@/lib/platform/contract'
import { driverCollection } from '@/lib/platform/db'
import { sendMail } from '@/lib/platform/mailer'
import { readShared } from '@/lib/shares/server'
import { handOverTeam } from '@/lib/teams/members/hand-over'
import {
  ageProof,
  createPerson,
  onAppDatabase,
  PASSWORD,
  signIn,
  someRequest,
} from '@/scripts/test/app-database'
import { fillCollection } from '@/scripts/test/fill-database'
import { IMPERSONAL, PERSONAL_DATA } from '../registry'
import { eraseAccount, eraseEndingAccounts } from './erase-account'
import { previewDeletion, requestDeletion, undoDeletion } from './request-deletion'

onAppDatabase()
vi.mock('@/lib/platform/mailer', () => ({ sendMail: vi.fn() }))
const send = vi.mocked(sendMail)
beforeAll(async () => {
  await createPerson('The first owns the installation')
})
beforeEach(() => void send.mockReset().mockResolvedValue())

type Person = Awaited<ReturnType<typeof createPerson>>
const oid = (id: string) => new ObjectId(id)
const users = () => driverCollection<{ deletionAt: Date | null; role: string }>('users')

/** The days of grace have passed. */
const letTimePass = ({ userId }: Person) =>
  users().updateOne({ _id: oid(userId) }, { $set: { deletionAt: new Date(Date.now() - 1000) } })

async function orderOf({ userId }: Person): Promise<unknown> {
  await eraseEndingAccounts()
  const job = await driverCollection('jobs').findOne({ key: `privacy.erase:${userId}` })
  return job?.['payload']
}

/** Something of a person in every collection, also where it is not theirs alone. */
async function fill(person: Person, word: string): Promise<void> {
  const one = ['users', 'instanceSettings', 'memberships', 'workspaces', ...Object.keys(IMPERSONAL)]
  for (const collection of COLLECTION_NAMES) {
    if (one.includes(collection)) continue
    const withGeneration = collection === 'generationEvents'
    const generationId = withGeneration ? await fillCollection('generations', { ...person, word }) : undefined
    await fillCollection(
      collection,
      { ...person, word },
      {
        ...(generationId && { generationId }),
        ...(collection === 'throttles' && { key: `account:${person.email}` }),
        ...(collection === 'jobs' && { payload: { userId: person.userId, email: person.email, word } }),
        ...(collection === 'dataExports' && { blobId: newId() }),
        ...(collection === 'securityEvents' && { kind: 'session.started', requestId: newId() }),
        ...(collection === 'authChallenges' && { data: { email: person.email, word } }),
      },
    )
  }
  const others = { workspaceId: oid(newId()) }
  await fillCollection('messages', { ...person, word }, others)
  await fillCollection('providerConnections', { ...person, word: 'of the workspace' }, others)
  await fillCollection(
    'securityEvents',
    { ...person, word },
    { userId: newId(), ip: '192.0.2.1', data: null, kind: 'x', requestId: 'x', userAgent: null },
  )
}

/** @returns how often each collection of the whole database says something */
async function placesOf(pattern: RegExp): Promise<Record<string, number>> {
  const client = await MongoClient.connect(process.env.DATABASE_URL ?? '')
  const db = client.db()
  const found: Record<string, number> = {}
  for (const { name } of await db.listCollections().toArray()) {
    // Ids are written as their hex digits.
    const text = JSON.stringify(await db.collection(name).find().toArray())
    const count = text.match(pattern)?.length ?? 0
    if (count > 0) found[name] = count
  }
  await client.close()
  return found
}

const anyOf = (...words: string[]) => new RegExp(words.join('|').replaceAll('.', '\\.'), 'gi')

describe('deleting an account', () => {
  it('closes it at once, and can be taken back with everything in it', async () => {
    const ada = await createPerson()
    const session = await signIn(ada.userId)
    const conversationId = await fillCollection('conversations', { ...ada, word: 'w' }, { leafId: null })
    const token = 'a'.repeat(24)
    const message = await fillCollection(
      'messages',
      { ...ada, word: 'w' },
      { conversationId, parentId: null, depth: 0, role: 'user' },
    )
    await fillCollection(
      'shares',
      { ...ada, word: 'w' },
      { conversationId, token, leafId: message.toHexString() },
    )
    expect((await readShared(token, 1)).messages).toHaveLength(1)
    expect(await previewDeletion(ada)).toMatchObject({
      counts: { conversations: 1, messages: 1, shares: 1, folders: 0 },
      toHandOver: { instance: false, workspaces: [] },
    })

    const { at } = await requestDeletion(ada)
    expect(Math.round((Date.parse(at) - Date.now()) / 86_400_000)).toBe(14)
    expect(await loadContext(session, newId())).toBeNull()
    await expect(readShared(token, 1)).rejects.toMatchObject({ code: 'not_found' })
    const work = vi.fn()
    await whileOpen({ work })['work']?.({ userId: ada.userId }, async () => true)
    expect(work).not.toHaveBeenCalled()
    // Before its time nothing is erased.
    await eraseAccount({ userId: ada.userId, receiptId: newId(), requestedAt: at })

    // Whoever signs in now can do nothing but take it back.
    expect(await verifyCredentials(someRequest(), { email: ada.email, password: PASSWORD })).not.toBeNull()
    const again = await signIn(ada.userId)
    expect(await loadContext(again, newId())).toBeNull()
    const closing = await loadClosingContext(again, newId())
    expect(closing?.closesAt.toISOString()).toBe(at)
    await undoDeletion(closing?.ctx ?? ada)
    expect(await loadContext(again, newId())).toMatchObject({ userId: ada.userId })
    expect((await readShared(token, 1)).messages).toHaveLength(1)
    await whileOpen({ work })['work']?.({ userId: ada.userId }, async () => true)
    expect(work).toHaveBeenCalledTimes(1)
  })

  it('needs a fresh proof', async () => {
    const ada = await createPerson()
    await ageProof(ada)
    await expect(requestDeletion(ada)).rejects.toMatchObject({ code: 'proof_required' })
  })

  it('waits until what others depend on is handed over', async () => {
    const [ada, bob, eve] = [await createPerson(), await createPerson(), await createPerson()]
    await driverCollection('memberships').insertOne({
      workspaceId: oid(ada.workspaceId),
      userId: oid(bob.userId),
      role: 'member',
      createdAt: new Date(),
    })
    await users().updateOne({ _id: oid(ada.userId) }, { $set: { role: 'owner' } })
    const owner = { ...ada, instanceRole: 'owner' as const }
    expect((await previewDeletion(owner)).toHandOver).toMatchObject({
      instance: true,
      workspaces: [{ id: ada.workspaceId }],
    })
    await expect(requestDeletion(owner)).rejects.toMatchObject({ code: 'conflict' })

    const to = (email: string) => handOver(owner, { email })
    await expect(to(bob.email)).rejects.toMatchObject({
      fields: { email: expect.stringMatching(/confirmed/) },
    })
    await users().updateOne({ _id: oid(eve.userId) }, { $set: { emailVerifiedAt: new Date() } })
    await expect(handOver(bob, { email: eve.email })).rejects.toMatchObject({ code: 'not_found' })
    await to(eve.email)
    expect((await users().findOne({ _id: oid(eve.userId) }))?.role).toBe('owner')
    const person = { ...ada, instanceRole: 'user' as const }
    await expect(requestDeletion(person)).rejects.toMatchObject({ code: 'conflict' })
    await driverCollection('workspaces').updateOne({ _id: oid(ada.workspaceId) }, { $set: { kind: 'team' } })
    await handOverTeam({ ...person, role: 'owner' }, { userId: bob.userId })
    await requestDeletion(person)
  })
})

describe('erasing an account', () => {
  it('leaves nothing of the person anywhere, everything of others, and a receipt', async () => {
    const [ada, bob] = [await createPerson('Adaword'), await createPerson('Bob')]
    await fill(ada, 'adaword')
    await fill(bob, 'bobword')
    const ofBob = anyOf('bobword', bob.userId, bob.email)
    const bobBefore = await placesOf(ofBob)
    await requestDeletion(ada)
    await letTimePass(ada)
    const order = await orderOf(ada)
    await eraseAccount(order)

    const { userId, email, workspaceId, sessionId } = ada
    expect(await placesOf(anyOf('adaword', userId, email, workspaceId, sessionId))).toEqual({})
    expect(await placesOf(ofBob)).toEqual(bobBefore)
    // What is a workspace's stays with it.
    expect(await placesOf(/of the workspace/g)).toMatchObject({ providerConnections: expect.any(Number) })
    expect(send).toHaveBeenCalledTimes(1)
    expect(send.mock.calls[0]?.[0]).toMatchObject({ to: ada.email, subject: 'Your Numina account is erased' })
    const receipts = await driverCollection('erasureReceipts').find({ 'counts.messages': 2 }).toArray()
    expect(receipts).toHaveLength(1)
    expect(receipts[0]?.['counts']).toMatchObject({
      users: 1,
      avatars: 1,
      blobChunks: 1,
      generationEvents: 1,
    })
    // Asking again, as another server might, does nothing.
    await eraseAccount(order)
    expect(await driverCollection('jobs').countDocuments({ key: `privacy.erase:${ada.userId}` })).toBe(0)
  })

  it('goes on after a crash in the middle, with the counts of the beginning', async () => {
    const ada = await createPerson()
    await fill(ada, 'cyanword')
    await requestDeletion(ada)
    await letTimePass(ada)
    const order = await orderOf(ada)
    for (const name of ['folders', 'sessions', 'users']) {
      const data = PERSONAL_DATA.find(({ collection }) => collection === name)
      if (!data) throw new Error(name)
      const crash = vi.spyOn(data, 'eraseFor').mockRejectedValueOnce(new Error('the server died'))
      await expect(eraseAccount(order)).rejects.toThrow('the server died')
      crash.mockRestore()
    }
    // Asked for by the timer of another server meanwhile: it is the same job.
    expect(await orderOf(ada)).toEqual(order)
    await eraseAccount(order)
    expect(await placesOf(anyOf('cyanword', ada.userId, ada.email))).toEqual({})
    const receipt = await driverCollection('erasureReceipts').findOne({
      _id: oid((order as { receiptId: string }).receiptId),
    })
    expect(receipt?.['counts']).toMatchObject({ messages: 2, users: 1, folders: 1, sessions: 2 })
  })

  it('waits a day for a mail server that does not answer, and no longer', async () => {
    const ada = await createPerson()
    await requestDeletion(ada)
    await letTimePass(ada)
    const order = (await orderOf(ada)) as object
    send.mockRejectedValueOnce(new Error('no answer'))
    await expect(eraseAccount(order)).rejects.toThrow('no answer')
    expect(await users().findOne({ _id: oid(ada.userId) })).not.toBeNull()
    send.mockRejectedValueOnce(new Error('no answer'))
    const dayOld = new Date(Date.now() - 25 * 60 * 60 * 1000).toISOString()
    await eraseAccount({ ...order, requestedAt: dayOld })
    expect(await users().findOne({ _id: oid(ada.userId) })).toBeNull()
  })

  it('leaves the installation to who is there longest of those who can own it, and to the next without any', async () => {
    const owner = async () => {
      const settings = await driverCollection('instanceSettings').findOne({ key: 'owner' })
      return settings?.['userId'].toHexString()
    }
    const join = async (change: object) => {
      const person = await createPerson()
      const confirmed = { emailVerifiedAt: new Date(), ...change }
      await users().updateOne({ _id: oid(person.userId) }, { $set: confirmed })
      return person
    }
    const roleOf = async ({ userId }: Person) => (await users().findOne({ _id: oid(userId) }))?.role
    const erase = async (person: Person) => {
      await letTimePass(person)
      await eraseAccount(await orderOf(person))
    }
    const nobodyIsConfirmed = () => users().updateMany({}, { $set: { emailVerifiedAt: null } })

    await nobodyIsConfirmed()
    const ada = await join({})
    await giveInstance((await owner()) ?? '', ada.userId)
    await join({ emailVerifiedAt: null })
    await join({ isGuest: true })
    await join({ suspendedAt: new Date() })
    await join({ deletionAt: new Date(Date.now() + 60_000) })
    const [heir, later] = [await join({}), await join({})]
    await erase(later)
    expect(await owner()).toBe(ada.userId)
    const last = await join({})
    await erase(ada)
    expect(await owner()).toBe(heir.userId)
    expect([await roleOf(heir), await roleOf(last)]).toEqual(['owner', 'user'])

    await nobodyIsConfirmed()
    await erase(heir)
    expect(await owner()).toBeUndefined()
    const next = await createPerson()
    expect(await owner()).toBe(next.userId)
  })
})
