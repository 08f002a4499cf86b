import { describe, expect, it } from 'vitest'
import {
  accountJobs,
  beginSignUp,
  confirmSignUp,
  findAccountByEmail,
  joiningJobs,
  mayJoin,
  readPendingSignUp,
  type SignUpRules,
  verifyCredentials,
} from '@/lib/accounts/server'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase, PASSWORD, someRequest } from '@/scripts/test/app-database'
import { tokenIn, withMailBox } from '@/scripts/test/mail-box'

onAppDatabase()
const mailsTo = withMailBox({ ...accountJobs, ...joiningJobs })

const here = { timeZone: 'Europe/Berlin', locale: 'de' }
const newcomer = (email = `${newId()}@example.com`) => ({ name: 'Grace', email, password: PASSWORD, ...here })

describe('who may join', () => {
  const rules = (mode: SignUpRules['mode']): SignUpRules => ({
    mode,
    domains: ['example.com', 'example.org'],
    confirmsFirst: false,
    isFirst: false,
  })
  it.each([
    ['open', 'a@anywhere.net', false, true],
    ['invite', 'a@example.com', false, false],
    ['invite', 'a@anywhere.net', true, true],
    ['domains', 'a@example.org', false, true],
    ['domains', 'a@EXAMPLE.com', false, true],
    ['domains', 'a@sub.example.com', false, false],
    ['domains', 'a@notexample.com', false, false],
    ['domains', 'a@example.com@anywhere.net', false, false],
    ['domains', 'a@anywhere.net', true, true],
    ['closed', 'a@example.com', false, false],
    ['closed', 'a@example.com', true, false],
  ] as const)('%s: %s, invited: %s → %s', (mode, email, invited, expected) => {
    expect(mayJoin(rules(mode), email, invited)).toBe(expected)
  })
})

describe('an address that is confirmed first', () => {
  it('has no account until then, and one by the link and the password, once', async () => {
    const input = newcomer()
    await beginSignUp(input, null)
    expect(await findAccountByEmail(input.email)).toBeNull()
    expect(await verifyCredentials(someRequest(), input)).toBeNull()
    const token = tokenIn((await mailsTo(input.email, 1))[0])
    expect(await readPendingSignUp(token)).toEqual({ email: input.email })
    await expect(confirmSignUp(someRequest(), { token, password: 'not the one' })).rejects.toMatchObject({
      fields: { password: expect.any(String) },
    })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => confirmSignUp(someRequest(), { token, password: PASSWORD })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await findAccountByEmail(input.email))?.emailVerifiedAt).toBeInstanceOf(Date)
    expect(await verifyCredentials(someRequest(), input)).not.toBeNull()
    expect(await readPendingSignUp(token)).toBeNull()
  })

  it('tells the owner of a taken address by mail, and nobody else', async () => {
    const { email } = await createPerson()
    await mailsTo(email, 1)
    await beginSignUp(newcomer(email), null)
    const [, told] = await mailsTo(email, 2)
    expect(told?.subject).toBe('You have a Numina account already')
    expect(await verifyCredentials(someRequest(), { email, password: PASSWORD })).not.toBeNull()
  })

  it('makes one account of two sign-ups for it', async () => {
    const input = newcomer()
    await beginSignUp(input, null)
    await beginSignUp({ ...input, password: 'another password' }, null)
    const [a, b] = await mailsTo(input.email, 2)
    const outcomes = await Promise.allSettled(
      [a, b].flatMap((mail) =>
        [PASSWORD, 'another password'].map((password) =>
          confirmSignUp(someRequest(), { token: tokenIn(mail), password }),
        ),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('keeps no link in the database', async () => {
    const input = newcomer()
    await beginSignUp(input, null)
    const token = tokenIn((await mailsTo(input.email, 1))[0])
    const stored = await driverCollection('authChallenges').find({}).toArray()
    const jobs = await driverCollection('jobs').find({}).toArray()
    expect(JSON.stringify([stored, jobs])).not.toContain(token)
    expect(JSON.stringify(jobs)).not.toContain('argon2')
  })
})
