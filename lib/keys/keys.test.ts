import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { listSecurityEvents } from '@/lib/audit/server'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { ageProof, createPerson, onAppDatabase } from '@/scripts/test/app-database'
import type { KeyDocument } from './data'
import { isKey, makeKey } from './key-form'
import { MOST_KEYS } from './limits'
import { createKey } from './manage/create-key'
import { changeKey, listKeys, revokeKey } from './manage/manage-keys'
import { openKey } from './open-key'
import { type CreateKeyInput, createKeyInput } from './schema'

onAppDatabase()

type Person = Awaited<ReturnType<typeof createPerson>>
const WISH: CreateKeyInput = {
  ...{ name: 'Program', days: null, scopes: ['chat'] },
  caps: { day: null, month: null },
}
const open = (secret: string) => openKey(`Bearer ${secret}`, newId())
const stored = (id: string) => driverCollection<KeyDocument>('apiKeys').findOne({ _id: new ObjectId(id) })
const UNKNOWN = { code: 'unauthenticated', status: 401 }

describe('a key', () => {
  it('is random, and a mistyped one is no key', () => {
    const keys = Array.from({ length: 200 }, makeKey)
    expect(new Set(keys)).toHaveProperty('size', 200)
    for (const key of keys) {
      expect(key).toMatch(/^numina_[0-9A-Za-z]{46}$/)
      expect(isKey(key)).toBe(true)
      const at = 7 + Math.floor(Math.random() * 46)
      const typo = key[at] === 'a' ? 'b' : 'a'
      expect(isKey(key.slice(0, at) + typo + key.slice(at + 1))).toBe(false)
      expect(isKey(key.slice(0, -1))).toBe(false)
    }
    for (const text of ['', 'numina_', 'sk-123', `numina_${'é'.repeat(46)}`]) expect(isKey(text)).toBe(false)
  })

  it('is said once, and only its hash is kept', async () => {
    const ctx = await createPerson()
    const { key, secret } = await createKey(ctx, { ...WISH, caps: { day: 3, month: 9 } })
    expect(secret.startsWith(key.start)).toBe(true)
    expect(JSON.stringify(await stored(key.id))).not.toContain(secret.slice(11))
    expect(JSON.stringify(await listKeys(ctx))).not.toContain(secret.slice(11))
    expect(await open(secret)).toMatchObject({
      ...{ actor: 'apiKey', userId: ctx.userId, workspaceId: ctx.workspaceId, instanceRole: 'user' },
      apiKey: { id: key.id, scopes: ['chat'], caps: { day: 3, month: 9 } },
    })
    expect((await open(secret)).sessionId).toBeUndefined()
  })

  it('is made by whoever has just shown who they are, and at most so many', async () => {
    const ctx = await createPerson()
    await expect(createKey({ ...ctx, role: 'viewer' }, WISH)).rejects.toMatchObject({ code: 'forbidden' })
    const made = await Promise.allSettled(Array.from({ length: 30 }, () => createKey(ctx, WISH)))
    expect(made.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(MOST_KEYS)
    while ((await listKeys(ctx)).length < MOST_KEYS) await createKey(ctx, WISH)
    await expect(createKey(ctx, WISH)).rejects.toMatchObject({ code: 'conflict' })
    await revokeKey(ctx, { id: (await listKeys(ctx))[0]?.id ?? '' })
    await ageProof(ctx)
    await expect(createKey(ctx, WISH)).rejects.toMatchObject({ code: 'proof_required' })
  })

  it('is nobody else’s', async () => {
    const [ctx, other] = [await createPerson(), await createPerson()]
    const { key } = await createKey(ctx, WISH)
    expect(await listKeys(other)).toEqual([])
    const change = { id: key.id, name: 'Mine', caps: { day: 1, month: null } }
    await expect(changeKey(other, change)).rejects.toMatchObject({ code: 'not_found' })
    await expect(revokeKey(other, { id: key.id })).rejects.toMatchObject({ code: 'not_found' })
    expect(await changeKey(ctx, change)).toMatchObject({ name: 'Mine', caps: { day: 1, month: null } })
  })

  it('is used: that is noted once a minute', async () => {
    const ctx = await createPerson()
    const { key, secret } = await createKey(ctx, WISH)
    await open(secret)
    await expect.poll(async () => (await stored(key.id))?.lastUsedAt).toBeInstanceOf(Date)
    const at = (await stored(key.id))?.lastUsedAt
    await open(secret)
    expect((await stored(key.id))?.lastUsedAt).toEqual(at)
  })

  it.each([
    { name: '' },
    { name: 'x'.repeat(61) },
    { days: 31 },
    { scopes: [] },
    { scopes: ['admin'] },
    { caps: { day: 0, month: null } },
  ])('is not made with %j', (wrong) => {
    expect(createKeyInput.safeParse({ ...WISH, ...wrong }).success).toBe(false)
  })
})

describe('a key opens nothing', () => {
  const change = async (collection: string, filter: object, set: object) =>
    driverCollection(collection).updateOne(filter, { $set: set })
  const of = (ctx: Person) => ({ _id: new ObjectId(ctx.userId) })

  it.each([null, '', 'Basic abc', 'Bearer', 'Bearer abc', `Bearer ${makeKey()}`])('as %s', async (header) => {
    await expect(openKey(header, newId())).rejects.toMatchObject(UNKNOWN)
  })

  it('once it was revoked, at once, and both are in the log', async () => {
    const ctx = await createPerson()
    const { key, secret } = await createKey(ctx, WISH)
    await open(secret)
    await revokeKey(ctx, { id: key.id })
    await expect(open(secret)).rejects.toMatchObject(UNKNOWN)
    await expect(revokeKey(ctx, { id: key.id })).rejects.toMatchObject({ code: 'not_found' })
    expect(await listKeys(ctx)).toEqual([])
    const { events } = await listSecurityEvents(ctx, {})
    expect(events.slice(0, 2).map(({ kind }) => kind)).toEqual(['key.revoked', 'key.created'])
  })

  it('after its time', async () => {
    const ctx = await createPerson()
    const { key, secret } = await createKey(ctx, { ...WISH, days: 30 })
    await open(secret)
    await change('apiKeys', { _id: new ObjectId(key.id) }, { expiresAt: new Date() })
    await expect(open(secret)).rejects.toMatchObject({ ...UNKNOWN, message: /expired/ })
    expect(await listKeys(ctx)).toMatchObject([{ isOver: true }])
  })

  it('while its owner is suspended, or their account is being closed', async () => {
    const ctx = await createPerson()
    const { secret } = await createKey(ctx, WISH)
    for (const state of [{ suspendedAt: new Date() }, { deletionAt: new Date() }]) {
      await change('users', of(ctx), state)
      await expect(open(secret)).rejects.toMatchObject(UNKNOWN)
      await change('users', of(ctx), { suspendedAt: null, deletionAt: null })
      await open(secret)
    }
  })

  it('when its owner has left the workspace; with another role it has that', async () => {
    const ctx = await createPerson()
    const { secret } = await createKey(ctx, WISH)
    const membership = { userId: new ObjectId(ctx.userId), workspaceId: new ObjectId(ctx.workspaceId) }
    await change('memberships', membership, { role: 'viewer' })
    expect(await open(secret)).toMatchObject({ role: 'viewer' })
    await driverCollection('memberships').deleteOne(membership)
    await expect(open(secret)).rejects.toMatchObject(UNKNOWN)
  })
})
