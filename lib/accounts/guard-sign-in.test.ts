import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { newToken } from '@/lib/platform/secrets'
import { beginSession } from '@/lib/sessions/server'
import { createPerson, onAppDatabase, PASSWORD, someRequest } from '@/scripts/test/app-database'
import { makeMailToken } from './email/mail-tokens'
import { spendSignInLink } from './email/sign-in-link'
import { forgiveSignIns } from './guard-sign-in'
import { verifyCredentials } from './verify-credentials'

onAppDatabase()

const WRONG = 'not my password'
const codeOf = (error: { code: string }) => error.code

const tryIn = (email: string, password: string, { request = someRequest(), device = '' } = {}) =>
  verifyCredentials(request, { email, password }, device).catch(codeOf)

async function fail(times: number, email: string): Promise<void> {
  for (let i = 0; i < times; i++) expect(await tryIn(email, WRONG)).toBeNull()
}

/** Whoever tries from elsewhere has been locked. */
async function lockedPerson() {
  const person = await createPerson()
  await fail(5, person.email)
  return person
}

const mailsTo = (email: string) =>
  driverCollection('jobs').countDocuments({ kind: 'mail.paused', 'payload.email': email })

const waitOver = (email: string) =>
  driverCollection('throttles').updateOne(
    { key: `signInAccount:${email}` },
    { $set: { lockedUntil: new Date(Date.now() - 1) } },
  )

describe('wrong passwords for an account', () => {
  it('pause it: the right one gets the same answer as a wrong one, wherever it comes from, until the wait is over', async () => {
    const { email, userId } = await lockedPerson()
    expect(await tryIn(email, PASSWORD)).toBeNull()
    expect(await tryIn(email, WRONG)).toBeNull()
    await waitOver(email)
    expect(await tryIn(email, PASSWORD)).toEqual({ userId })
    // Forgotten with the right password: as many are free again.
    await fail(4, email)
    expect(await tryIn(email, PASSWORD)).toEqual({ userId })
  })

  it('let no more through when they come all at once', async () => {
    const { email } = await createPerson()
    const attempts = await Promise.all(Array.from({ length: 25 }, () => tryIn(email, WRONG)))
    expect(attempts.every((outcome) => outcome === null)).toBe(true)
    const refused = { userId: (await idOf(email)).toHexString(), kind: 'session.refused' }
    await expect.poll(() => driverCollection('securityEvents').countDocuments(refused)).toBe(5)
  })

  it('are mailed to the owner once, however many follow, and to nobody for an unknown address', async () => {
    const { email, userId } = await lockedPerson()
    expect(await mailsTo(email)).toBe(1)
    await Promise.all(Array.from({ length: 5 }, () => tryIn(email, WRONG)))
    await waitOver(email)
    await fail(3, email)
    expect(await mailsTo(email)).toBe(1)
    const paused = { userId, kind: 'session.paused' }
    await expect.poll(() => driverCollection('securityEvents').countDocuments(paused)).toBe(1)
  })

  it('are answered alike for an address that nobody has', async () => {
    const email = `${newId()}@example.com`
    await fail(8, email)
    expect(await driverCollection('throttles').countDocuments({ key: `signInAccount:${email}` })).toBe(1)
  })

  it('lock nobody out of a browser they know, which has a limit of its own', async () => {
    const { email, userId } = await createPerson()
    const device = newToken()
    await beginSession(someRequest(), { userId, method: 'password', device })
    await fail(5, email)
    expect(await tryIn(email, PASSWORD)).toBeNull()
    expect(await tryIn(email, PASSWORD, { device })).toEqual({ userId })
    const outcomes = []
    for (let i = 0; i < 11; i++) outcomes.push(await tryIn(email, WRONG, { device }))
    expect(outcomes.at(-1)).toBe('rate_limited')
    // The browser is known for this person only.
    const other = await lockedPerson()
    expect(await tryIn(other.email, PASSWORD, { device })).toBeNull()
  })

  it('are forgotten when the owner comes in by the link of a mail', async () => {
    const { email, userId } = await lockedPerson()
    const { token } = await makeMailToken('signIn', { _id: userId, email })
    await driverCollection('users').updateOne(
      { _id: new ObjectId(userId) },
      { $set: { emailVerifiedAt: new Date() } },
    )
    expect(await spendSignInLink(token)).toEqual({ userId })
    await forgiveSignIns(userId)
    expect(await tryIn(email, PASSWORD)).toEqual({ userId })
  })
})

describe('wrong passwords from a network', () => {
  it('stop it after many accounts, and sooner than after as many tries at one', async () => {
    const request = someRequest()
    const attempts = await Promise.all(
      Array.from({ length: 30 }, () => tryIn(`${newId()}@example.com`, WRONG, { request })),
    )
    expect(attempts.filter((outcome) => outcome === 'rate_limited')).toHaveLength(10)
    const met = { key: { $regex: `^met:signInNetwork:${request.ip}:` } }
    expect(await driverCollection('throttles').countDocuments(met)).toBe(20)
    const patient = someRequest()
    const same = `${newId()}@example.com`
    for (let i = 0; i < 30; i++) expect(await tryIn(same, WRONG, { request: patient })).toBeNull()
  })

  it('are not washed away by an account of the attacker', async () => {
    const { email, userId } = await createPerson()
    const request = someRequest()
    for (let i = 0; i < 19; i++) await tryIn(`${newId()}@example.com`, WRONG, { request })
    expect(await tryIn(email, PASSWORD, { request })).toEqual({ userId })
    await tryIn(`${newId()}@example.com`, WRONG, { request })
    expect(await tryIn(email, PASSWORD, { request })).toBe('rate_limited')
  })
})

async function idOf(email: string): Promise<ObjectId> {
  const user = await driverCollection('users').findOne({ email })
  if (!user) throw new Error('nobody has this address')
  return user._id
}
