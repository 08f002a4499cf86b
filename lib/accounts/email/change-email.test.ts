import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Ctx } from '@/lib/auth/context'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { ageProof, createPerson, onAppDatabase, PASSWORD, someRequest } from '@/scripts/test/app-database'
import { fillCollection } from '@/scripts/test/fill-database'
import { tokenIn, withMailBox } from '@/scripts/test/mail-box'
import { findUserById } from '../data'
import { loadContext } from '../load-context'
import { proveByPassword } from '../proof'
import { verifyCredentials } from '../verify-credentials'
import { confirmEmailChange, requestEmailChange, undoEmailChange } from './change-email'
import { accountJobs } from './mails'
import { resetPassword } from './reset-password'
import { verifyByLink } from './verify-email'

onAppDatabase()

const mailsTo = withMailBox(accountJobs)

describe('another address', () => {
  const newAddress = () => `${newId()}@example.com`
  const confirmed = async () => {
    const ctx = await createPerson()
    const { email } = ctx
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
    const ctx = await createPerson()
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
    const [ctx, taken] = [await createPerson(), await createPerson()]
    expect(await requestEmailChange(ctx, { email: taken.email })).toBeNull()
    const free = newAddress()
    await requestEmailChange(ctx, { email: free })
    await mailsTo(free, 1)
    expect((await mailsTo(taken.email, 1)).map(({ subject }) => subject)).not.toContain(
      'Confirm your new address for Numina',
    )
  })

  it('asks for a fresh proof, which a wrong password is not', async () => {
    const ctx = await createPerson()
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
