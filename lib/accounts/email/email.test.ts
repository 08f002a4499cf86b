import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase, PASSWORD, someRequest } from '@/scripts/test/app-database'
import { tokenIn, withMailBox } from '@/scripts/test/mail-box'
import { findUserById } from '../data'
import { loadContext } from '../load-context'
import { getProfile } from '../profile'
import { changePassword } from '../sessions'
import { signUp } from '../sign-up'
import { verifyCredentials } from '../verify-credentials'
import { accountJobs } from './mails'
import { canResetPassword, requestPasswordReset, resetPassword } from './reset-password'
import { requestVerification, verifyByCode, verifyByLink } from './verify-email'

onAppDatabase()

const mailsTo = withMailBox(accountJobs)

const codeIn = (mail: { subject: string } | undefined) =>
  /^(\d{6}) is your/.exec(mail?.subject ?? '')?.[1] ?? ''

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
