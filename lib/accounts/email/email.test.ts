import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { startJobs } from '@/lib/jobs/server'
import { driverCollection } from '@/lib/platform/db'
import { closeMailer } from '@/lib/platform/mailer'
import { ageProof, createPerson, onAppDatabase, PASSWORD, someRequest } from '@/scripts/test/app-database'
import { fillCollection } from '@/scripts/test/fill-database'
import { startMail } from '@/services/mail/serve'
import { findUserById } from '../data'
import { loadContext } from '../load-context'
import { getProfile } from '../profile'
import { proveByPassword } from '../proof'
import { changePassword } from '../sessions'
import { signUp } from '../sign-up'
import { verifyCredentials } from '../verify-credentials'
import { confirmEmailChange, requestEmailChange, undoEmailChange } from './change-email'
import { accountJobs } from './mails'
import { canResetPassword, requestPasswordReset, resetPassword } from './reset-password'
import { requestVerification, verifyByCode, verifyByLink } from './verify-email'

onAppDatabase()

const dir = mkdtempSync(path.join(tmpdir(), 'numina-account-mail-'))
let server: Awaited<ReturnType<typeof startMail>>
let stopJobs: () => Promise<void>

beforeAll(async () => {
  server = await startMail({ smtp: 0, http: 0, dir })
  process.env['SMTP_URL'] = `smtp://127.0.0.1:${server.smtpPort}`
  stopJobs = startJobs(accountJobs)
})
afterAll(async () => {
  await stopJobs()
  closeMailer()
  await server.stop()
  rmSync(dir, { recursive: true, force: true })
})

type Received = { id: string; subject: string; text: string }

/** The mails an address has, oldest first, once there are `count` of them. */
async function mailsTo(address: string, count: number): Promise<Received[]> {
  const base = `http://127.0.0.1:${server.httpPort}/messages`
  const list = await expect
    .poll(async () => (await (await fetch(`${base}?to=${address}`)).json()) as Received[], {
      timeout: 30_000,
    })
    .toHaveLength(count)
    .then(async () => (await (await fetch(`${base}?to=${address}`)).json()) as Received[])
  return Promise.all(list.reverse().map(async ({ id }) => (await fetch(`${base}/${id}`)).json()))
}

const tokenIn = (mail: Received | undefined) => /token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
const codeIn = (mail: Received | undefined) => /^(\d{6}) is your/.exec(mail?.subject ?? '')?.[1] ?? ''

async function newPerson() {
  const ctx = await createPerson('Ada')
  return { email: ctx.email, ctx }
}

describe('confirming an address', () => {
  it('works by the code of the mail, once', async () => {
    const { email, ctx } = await newPerson()
    const [mail] = await mailsTo(email, 1)
    const code = codeIn(mail)
    const wrong = code === '000000' ? '000001' : '000000'
    await expect(verifyByCode(ctx, { code: wrong })).rejects.toMatchObject({ code: 'invalid_input' })
    await verifyByCode(ctx, { code })
    expect((await getProfile(ctx)).emailVerified).toBe(true)
    await expect(verifyByCode(ctx, { code })).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('works by the link, once, also when nobody is signed in', async () => {
    const { email, ctx } = await newPerson()
    const token = tokenIn((await mailsTo(email, 1))[0])
    await verifyByLink(someRequest(), { token })
    expect((await getProfile(ctx)).emailVerified).toBe(true)
    await expect(verifyByLink(someRequest(), { token })).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('allows five guesses of the code', async () => {
    const { email, ctx } = await newPerson()
    const code = codeIn((await mailsTo(email, 1))[0])
    const wrong = code === '000000' ? '000001' : '000000'
    for (let i = 0; i < 5; i++) await expect(verifyByCode(ctx, { code: wrong })).rejects.toThrow()
    await expect(verifyByCode(ctx, { code })).rejects.toMatchObject({ code: 'invalid_input' })
    expect((await getProfile(ctx)).emailVerified).toBe(false)
  })

  it("refuses another person's code, an old link, and a link of another purpose", async () => {
    const [a, b] = [await newPerson(), await newPerson()]
    const mail = (await mailsTo(a.email, 1))[0]
    await mailsTo(b.email, 1)
    const codeOfB = codeIn((await mailsTo(b.email, 1))[0])
    if (codeIn(mail) !== codeOfB) await expect(verifyByCode(b.ctx, { code: codeIn(mail) })).rejects.toThrow()
    expect(await canResetPassword(tokenIn(mail))).toBe(false)
    await driverCollection('mailTokens').updateMany({}, { $set: { expiresAt: new Date(Date.now() - 1) } })
    await expect(verifyByLink(someRequest(), { token: tokenIn(mail) })).rejects.toThrow()
  })

  it('sends another mail when asked, and none for a confirmed address', async () => {
    const { email, ctx } = await newPerson()
    await mailsTo(email, 1)
    await requestVerification(ctx)
    const [, second] = await mailsTo(email, 2)
    await verifyByCode(ctx, { code: codeIn(second) })
    await requestVerification(ctx)
    await requestPasswordReset(someRequest(), { email })
    const mails = await mailsTo(email, 3)
    expect(mails.map(({ subject }) => subject).at(-1)).toBe('Choose a new password for Numina')
  })
})

describe('a forgotten password', () => {
  it('is replaced by the link of a mail, once; sessions end, the person is told', async () => {
    const { email, ctx } = await newPerson()
    await requestPasswordReset(someRequest(), { email })
    const mails = await mailsTo(email, 2)
    const token = tokenIn(mails.find(({ subject }) => subject.startsWith('Choose')))
    expect(await canResetPassword(token)).toBe(true)
    await resetPassword(someRequest(), { token, password: 'an entirely new one' })
    expect(await verifyCredentials(someRequest(), { email, password: PASSWORD })).toBeNull()
    expect(await verifyCredentials(someRequest(), { email, password: 'an entirely new one' })).not.toBeNull()
    expect(await loadContext({ userId: ctx.userId, sessionId: ctx.sessionId ?? '' }, newId())).toBeNull()
    expect((await findUserById(ctx.userId))?.emailVerifiedAt).not.toBeNull()
    await expect(resetPassword(someRequest(), { token, password: 'and another one' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    expect((await mailsTo(email, 3)).at(-1)?.subject).toBe('Your Numina password was changed')
  })

  it('lets one of two who use the link at once win', async () => {
    const { email } = await newPerson()
    await requestPasswordReset(someRequest(), { email })
    const token = tokenIn((await mailsTo(email, 2)).find(({ subject }) => subject.startsWith('Choose')))
    const outcomes = await Promise.allSettled(
      ['the first of them', 'the second of them'].map((password) =>
        resetPassword(someRequest(), { token, password }),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('is answered the same for an address nobody has, and no mail goes there', async () => {
    const email = `${newId()}@example.com`
    const known = await newPerson()
    expect(await requestPasswordReset(someRequest(), { email })).toBeNull()
    await requestPasswordReset(someRequest(), { email: known.email })
    await mailsTo(known.email, 2)
    expect(await mailsTo(email, 0)).toEqual([])
  })
})

describe('another address', () => {
  const newAddress = () => `${newId()}@example.com`
  const confirmed = async () => {
    const { email, ctx } = await newPerson()
    await verifyByLink(someRequest(), { token: tokenIn((await mailsTo(email, 1))[0]) })
    return { email, ctx }
  }

  it('counts when both addresses have agreed, in either order, and the old one can take it back', async () => {
    const { email, ctx } = await confirmed()
    const next = newAddress()
    await requestEmailChange(ctx, { email: next })
    const atNew = tokenIn((await mailsTo(next, 1))[0])
    const atOld = tokenIn((await mailsTo(email, 2)).at(-1))
    expect(await confirmEmailChange(someRequest(), { token: atNew })).toEqual({ changed: false })
    expect((await findUserById(ctx.userId))?.email).toBe(email)
    expect(await confirmEmailChange(someRequest(), { token: atOld })).toEqual({ changed: true })
    expect((await findUserById(ctx.userId))?.email).toBe(next)
    await expect(confirmEmailChange(someRequest(), { token: atNew })).rejects.toMatchObject({
      code: 'invalid_input',
    })

    const undo = tokenIn((await mailsTo(email, 3)).at(-1))
    await undoEmailChange(someRequest(), { token: undo })
    expect((await findUserById(ctx.userId))?.email).toBe(email)
    expect(await loadContext({ userId: ctx.userId, sessionId: ctx.sessionId ?? '' }, newId())).toBeNull()
    expect((await mailsTo(email, 4)).at(-1)?.subject).toBe('Choose a new password for Numina')
    await expect(undoEmailChange(someRequest(), { token: undo })).rejects.toThrow()
  })

  /** @returns the link that takes the change back */
  async function changeTo(ctx: Ctx, from: string, to: string): Promise<{ token: string }> {
    await requestEmailChange(ctx, { email: to })
    const links = [...(await mailsTo(to, 1)), (await mailsTo(from, 2)).at(-1)].map(tokenIn)
    for (const token of links) await confirmEmailChange(someRequest(), { token })
    return { token: tokenIn((await mailsTo(from, 3)).at(-1)) }
  }

  it('that is taken back takes all later ones with it, begun or done', async () => {
    const { email, ctx } = await confirmed()
    const [second, third, fourth] = [newAddress(), newAddress(), newAddress()]
    const first = await changeTo(ctx, email, second)
    const later = await changeTo(ctx, second, third)
    await requestEmailChange(ctx, { email: fourth })
    const begun = [...(await mailsTo(fourth, 1)), (await mailsTo(third, 2)).at(-1)].map(tokenIn)
    await undoEmailChange(someRequest(), first)
    await expect(undoEmailChange(someRequest(), later)).rejects.toMatchObject({ code: 'invalid_input' })
    for (const token of begun)
      await expect(confirmEmailChange(someRequest(), { token })).rejects.toMatchObject({
        code: 'invalid_input',
      })
    expect((await findUserById(ctx.userId))?.email).toBe(email)
  })

  it('that is taken back puts out whoever had the account: by mail alone one gets in again', async () => {
    const { email, ctx } = await confirmed()
    const undo = await changeTo(ctx, email, newAddress())
    const theirs = { userId: ctx.userId, workspaceId: ctx.workspaceId, email, word: newId() }
    const ways = ['passkeys', 'identities', 'totpFactors', 'recoveryCodes', 'trustedDevices']
    for (const name of [...ways, 'apiKeys']) await fillCollection(name, theirs)
    await undoEmailChange(someRequest(), undo)
    const ofThem = { userId: new ObjectId(ctx.userId) }
    for (const name of ways) expect(await driverCollection(name).countDocuments(ofThem)).toBe(0)
    expect(await driverCollection('apiKeys').countDocuments({ ...ofThem, revokedAt: null })).toBe(0)
    expect(await verifyCredentials(someRequest(), { email, password: PASSWORD })).toBeNull()
    const token = tokenIn((await mailsTo(email, 4)).at(-1))
    await resetPassword(someRequest(), { token, password: 'an entirely new one' })
    expect(await verifyCredentials(someRequest(), { email, password: 'an entirely new one' })).not.toBeNull()
  })

  it('can be taken back when a later one was already', async () => {
    const { email, ctx } = await confirmed()
    const [second, third] = [newAddress(), newAddress()]
    const first = await changeTo(ctx, email, second)
    await undoEmailChange(someRequest(), await changeTo(ctx, second, third))
    expect((await findUserById(ctx.userId))?.email).toBe(second)
    await undoEmailChange(someRequest(), first)
    expect((await findUserById(ctx.userId))?.email).toBe(email)
  })

  it('needs only its own mail when the old one was never confirmed', async () => {
    const { ctx } = await newPerson()
    const next = newAddress()
    await requestEmailChange(ctx, { email: next })
    const token = tokenIn((await mailsTo(next, 1))[0])
    expect(await confirmEmailChange(someRequest(), { token })).toEqual({ changed: true })
    expect(await findUserById(ctx.userId)).toMatchObject({ email: next })
  })

  it('does not mix two wishes: the last one counts', async () => {
    const { email, ctx } = await confirmed()
    const [first, second] = [newAddress(), newAddress()]
    await requestEmailChange(ctx, { email: first })
    const old = tokenIn((await mailsTo(first, 1))[0])
    await requestEmailChange(ctx, { email: second })
    await mailsTo(second, 1)
    await expect(confirmEmailChange(someRequest(), { token: old })).rejects.toThrow()
    expect((await findUserById(ctx.userId))?.email).toBe(email)
  })

  it('that is taken gets no mail, and the answer is the same', async () => {
    const [{ ctx }, taken] = [await newPerson(), await newPerson()]
    expect(await requestEmailChange(ctx, { email: taken.email })).toBeNull()
    const free = newAddress()
    await requestEmailChange(ctx, { email: free })
    await mailsTo(free, 1)
    expect((await mailsTo(taken.email, 1)).map(({ subject }) => subject)).not.toContain(
      'Confirm your new address for Numina',
    )
  })

  it('asks for a fresh proof, which a wrong password is not', async () => {
    const { ctx } = await newPerson()
    await ageProof(ctx)
    const ask = () => requestEmailChange(ctx, { email: newAddress() })
    await expect(ask()).rejects.toMatchObject({ code: 'proof_required', status: 403 })
    await expect(proveByPassword(ctx, { password: 'not the password' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await expect(ask()).rejects.toMatchObject({ code: 'proof_required' })
    await proveByPassword(ctx, { password: PASSWORD })
    expect(await ask()).toBeNull()
  })
})

describe('telling the owner', () => {
  it('of a changed password', async () => {
    const { email, ctx } = await newPerson()
    await changePassword(ctx, { current: PASSWORD, next: 'another good password' })
    expect((await mailsTo(email, 2)).at(-1)?.text).toMatch(/the password of your account was changed on/)
  })

  it('that somebody tried to sign up with their address', async () => {
    const { email } = await newPerson()
    await signUp(someRequest(), { name: 'M', email, password: PASSWORD, timeZone: 'UTC', locale: 'en' })
    expect((await mailsTo(email, 2)).map(({ subject }) => subject)).toContain(
      'You have a Numina account already',
    )
  })
})

it('keeps no secret of a mail in the database', async () => {
  const { email } = await newPerson()
  const mail = (await mailsTo(email, 1))[0]
  const stored = JSON.stringify(
    await Promise.all(['mailTokens', 'jobs'].map((name) => driverCollection(name).find().toArray())),
  )
  expect(stored).not.toContain(tokenIn(mail))
  expect(stored).not.toContain(`"${codeIn(mail)}"`)
})

it('does not let a stranger in: nobody is signed in by a mail alone', async () => {
  const stranger = await createPerson('Mallory')
  await expect(verifyByCode(stranger, { code: '123456' })).rejects.toMatchObject({ code: 'invalid_input' })
})
