import { describe, expect, it } from 'vitest'
import { countWaysIn, findAccount } from '@/lib/accounts/server'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { ageProof, createPerson, onAppDatabase, someRequest } from '@/scripts/test/app-database'
import { listWays } from '../manage-ways'
import { admit } from './admit'
import { joinClaims, readStranger } from './claims'
import { linkIdentity, unlinkIdentity } from './link'

onAppDatabase()

const here = { timeZone: 'Europe/Berlin', locale: 'de' }
const stranger = (email: string | null = `${newId()}@example.com`) => ({
  provider: 'oidc',
  subject: newId(),
  email,
  name: 'Emmy',
})
const enter = (who: ReturnType<typeof stranger>) => admit(someRequest(), who, here)

describe('what a provider says', () => {
  it.each([
    [{ email_verified: true }, 'ada@example.com'],
    [{ email_verified: 'true' }, 'ada@example.com'],
    [{ email_verified: false }, null],
    [{ email_verified: 'false' }, null],
    [{ email_verified: null }, null],
    [{ email_verified: 1 }, null],
    [{}, null],
  ])('counts an address only if the provider vouches for it: %j', (claims, email) => {
    expect(readStranger('oidc', { sub: '7', email: 'Ada@Example.com', ...claims })).toMatchObject({ email })
  })

  it('needs to say who it is, and has a name for everybody', () => {
    for (const claims of [{}, { sub: '' }, { sub: null }, { sub: { $ne: '' } }])
      expect(() => readStranger('oidc', claims)).toThrow()
    expect(readStranger('oidc', { sub: '7', email: 'ada@example.com', email_verified: true }).name).toBe(
      'ada',
    )
    expect(readStranger('oidc', { sub: '7', name: 'x'.repeat(200), email: 'no address' })).toEqual({
      provider: 'oidc',
      subject: '7',
      email: null,
      name: 'x'.repeat(80),
    })
  })

  it('must speak of one person in both of its answers', () => {
    const idToken = `x.${Buffer.from('{"sub":"a","nonce":"n"}').toString('base64url')}.x`
    expect(joinClaims(idToken, { sub: 'a', email: 'a@b.c' })).toMatchObject({ sub: 'a', email: 'a@b.c' })
    expect(() => joinClaims(idToken, { sub: 'b' })).toThrow('two people')
  })
})

describe('an account at a provider', () => {
  it('makes an account with a confirmed address, and opens it the next time, whatever its address is then', async () => {
    const emmy = stranger()
    const first = await enter(emmy)
    expect(first).toEqual({ userId: expect.any(String) })
    const user = await findAccount('userId' in first ? first.userId : '')
    expect(user).toMatchObject({ email: emmy.email, passwordHash: null, timeZone: 'Europe/Berlin' })
    expect(user?.emailVerifiedAt).toBeInstanceOf(Date)
    expect(await enter({ ...emmy, email: null })).toEqual(first)
    expect(await enter({ ...emmy, email: `${newId()}@example.com` })).toEqual(first)
  })

  it('never opens an account by its address', async () => {
    const person = await createPerson()
    expect(await enter(stranger(person.email))).toEqual({ refused: 'oauth_used' })
    const user = await findAccount(person.userId)
    expect(user?.emailVerifiedAt).toBeNull()
    expect(await countWaysIn(person.userId)).toBe(1)
    // The same for one that came by a provider itself.
    const emmy = stranger()
    await enter(emmy)
    expect(await enter({ ...emmy, subject: newId() })).toEqual({ refused: 'oauth_used' })
    expect(await enter({ ...emmy, provider: 'google' })).toEqual({ refused: 'oauth_used' })
  })

  it('tells nothing of an address that the provider does not vouch for', async () => {
    const { email } = await createPerson()
    const says = (address: string) => {
      const claims = { sub: newId(), email: address, email_verified: false }
      return admit(someRequest(), readStranger('oidc', claims), here)
    }
    expect(await says(email)).toEqual({ refused: 'oauth_unverified' })
    expect(await says(`${newId()}@example.com`)).toEqual({ refused: 'oauth_unverified' })
  })

  it('makes one account when it arrives several times at once', async () => {
    const emmy = stranger()
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => enter(emmy)))
    const ids = new Set(outcomes.flatMap((outcome) => ('userId' in outcome ? [outcome.userId] : [])))
    expect(ids.size).toBe(1)
    expect(await driverCollection('users').countDocuments({ email: emmy.email })).toBe(1)
  })

  it('does not open a suspended account', async () => {
    const emmy = stranger()
    await enter(emmy)
    await driverCollection('users').updateOne({ email: emmy.email }, { $set: { suspendedAt: new Date() } })
    expect(await enter(emmy)).toEqual({ refused: 'oauth_suspended' })
  })
})

describe('linking', () => {
  it('makes a way in, once, and for one account only', async () => {
    const [a, b] = [await createPerson(), await createPerson()]
    const emmy = stranger(null)
    expect(await linkIdentity(a, emmy)).toBe('linked')
    expect(await linkIdentity(a, emmy)).toBe('linked')
    expect(await linkIdentity(b, emmy)).toBe('taken')
    expect(await enter(emmy)).toEqual({ userId: a.userId })
    expect((await listWays(a)).identities).toHaveLength(1)
    expect((await listWays(b)).identities).toHaveLength(0)
  })

  it('lets one of two accounts that link at once win', async () => {
    const [a, b] = [await createPerson(), await createPerson()]
    const emmy = stranger()
    const outcomes = await Promise.all([linkIdentity(a, emmy), linkIdentity(b, emmy)])
    expect(outcomes.toSorted()).toEqual(['linked', 'taken'])
  })

  it("unlinks one's own alone, and never the last way in, also not two at once", async () => {
    const [a, b] = [await createPerson(), await createPerson()]
    await linkIdentity(a, stranger())
    await linkIdentity(a, { ...stranger(), provider: 'github' })
    const ids = (await listWays(a)).identities.map(({ id }) => id)
    await expect(unlinkIdentity(b, { id: ids[0] ?? '' })).rejects.toMatchObject({ code: 'not_found' })
    await driverCollection('users').updateOne({ email: a.email }, { $set: { passwordHash: null } })
    const outcomes = await Promise.allSettled(ids.map((id) => unlinkIdentity(a, { id })))
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true)
    expect(await countWaysIn(a.userId)).toBeGreaterThanOrEqual(1)
  })

  it('wants a fresh proof for unlinking', async () => {
    const person = await createPerson()
    await linkIdentity(person, stranger())
    const [identity] = (await listWays(person)).identities
    await ageProof(person)
    await expect(unlinkIdentity(person, { id: identity?.id ?? '' })).rejects.toMatchObject({
      code: 'proof_required',
    })
  })
})
