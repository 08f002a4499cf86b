import { describe, expect, it } from 'vitest'
import { accountJobs, findAccountByEmail, joiningJobs, signUp } from '@/lib/accounts/server'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase, PASSWORD, someRequest } from '@/scripts/test/app-database'
import { tokenIn, withMailBox } from '@/scripts/test/mail-box'
import { acceptInvitation, joinByAddress, readInvitation } from './accept'
import { invite, listInvitations, revoke } from './invite'
import { invitationJobs } from './mails'

onAppDatabase()
const mailsTo = withMailBox({ ...accountJobs, ...joiningJobs, ...invitationJobs })

const here = { timeZone: 'Europe/Berlin', locale: 'de' }
const newcomer = (email = `${newId()}@example.com`) => ({ name: 'Grace', email, password: PASSWORD, ...here })

describe('an invitation', () => {
  const inviter = async (role = 'owner') => ({
    ...(await createPerson('Ada')),
    instanceRole: role as 'owner' | 'admin' | 'user',
    factorAt: new Date(),
  })
  const tokenFor = async (email: string, count = 1) => tokenIn((await mailsTo(email, count)).at(-1))
  const accept = (token: string) =>
    acceptInvitation(someRequest(), { token, name: 'Grace', password: PASSWORD, ...here }, null)

  it('makes one account for its address, in its role, however often it is accepted at once', async () => {
    const [ctx, email] = [await inviter(), `${newId()}@example.com`]
    await invite(ctx, { email, role: 'admin' })
    const token = await tokenFor(email)
    expect(await readInvitation(token)).toEqual({ email })
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => accept(token)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const user = await findAccountByEmail(email)
    expect(user).toMatchObject({ role: 'admin', name: 'Grace' })
    expect(user?.emailVerifiedAt).toBeInstanceOf(Date)
    expect((await listInvitations(ctx)).find((each) => each.email === email)?.state).toBe('accepted')
    await expect(accept(token)).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('ends when it is taken back, when another goes to the same address, and after a week', async () => {
    const [ctx, email] = [await inviter(), `${newId()}@example.com`]
    const first = await invite(ctx, { email, role: 'user' })
    const firstToken = await tokenFor(email)
    const second = await invite(ctx, { email, role: 'user' })
    const secondToken = await tokenFor(email, 2)
    await expect(accept(firstToken)).rejects.toMatchObject({ code: 'invalid_input' })
    await revoke(ctx, { id: second.id })
    await expect(accept(secondToken)).rejects.toMatchObject({ code: 'invalid_input' })
    for (const { id } of [first, second])
      await expect(revoke(ctx, { id })).rejects.toMatchObject({ code: 'not_found' })
    await invite(ctx, { email, role: 'user' })
    const thirdToken = await tokenFor(email, 3)
    await driverCollection('invitations').updateMany({ email }, { $set: { expiresAt: new Date(0) } })
    await expect(accept(thirdToken)).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await findAccountByEmail(email)).toBeNull()
  })

  it('is accepted or taken back, never both', async () => {
    const [ctx, email] = [await inviter(), `${newId()}@example.com`]
    const { id } = await invite(ctx, { email, role: 'user' })
    const token = await tokenFor(email)
    const outcomes = await Promise.allSettled([accept(token), revoke(ctx, { id })])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('stays open when the address has an account by then', async () => {
    const [ctx, email] = [await inviter(), `${newId()}@example.com`]
    await invite(ctx, { email, role: 'user' })
    const token = await tokenFor(email)
    await signUp(someRequest(), newcomer(email))
    await expect(accept(token)).rejects.toMatchObject({ code: 'conflict' })
    expect(await readInvitation(token)).toEqual({ email })
  })

  it('also lets in who comes with its address from a provider', async () => {
    const [ctx, email] = [await inviter(), `${newId()}@example.com`]
    await invite(ctx, { email, role: 'admin' })
    expect(await joinByAddress(email)).toMatchObject({ role: 'admin' })
    expect(await joinByAddress(email)).toMatchObject({ role: 'user' })
  })

  it('is sent by owners and admins with a second step, to admins by owners alone', async () => {
    const email = `${newId()}@example.com`
    const user = await inviter('user')
    await expect(invite(user, { email, role: 'user' })).rejects.toMatchObject({ code: 'forbidden' })
    const admin = await inviter('admin')
    await expect(invite(admin, { email, role: 'admin' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(invite({ ...admin, factorAt: null }, { email, role: 'user' })).rejects.toMatchObject({
      code: 'factor_required',
    })
    await invite(admin, { email, role: 'user' })
    await expect(invite(admin, { email: admin.email, role: 'user' })).rejects.toMatchObject({
      fields: { email: expect.any(String) },
    })
  })
})
