import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import {
  accountJobs,
  beginSignUp,
  confirmSignUp,
  findAccount,
  findAccountByEmail,
  joiningJobs,
  letStaleGuestsGo,
  loadContext,
  mayJoin,
  openAccount,
  openGuest,
  readPendingSignUp,
  type SignUpRules,
  signUp,
  verifyCredentials,
} from '@/lib/accounts/server'
import { can } from '@/lib/auth/permissions'
import { assertGuestMayAsk } from '@/lib/chat/guest-limit'
import { newId } from '@/lib/core/ids'
import { GUEST_MESSAGES_A_DAY } from '@/lib/http/rate-limit'
import { driverCollection } from '@/lib/platform/db'
import { createPerson, onAppDatabase, PASSWORD, signIn, someRequest } from '@/scripts/test/app-database'
import { tokenIn, withMailBox } from '@/scripts/test/mail-box'
import { acceptInvitation, joinByAddress, readInvitation } from './invitations/accept'
import { invite, listInvitations, revoke } from './invitations/invite'
import { invitationJobs } from './invitations/mails'

onAppDatabase()
const mailsTo = withMailBox({ ...accountJobs, ...joiningJobs, ...invitationJobs })

const here = { timeZone: 'Europe/Berlin', locale: 'de' }
const newcomer = (email = `${newId()}@example.com`) => ({ name: 'Grace', email, password: PASSWORD, ...here })
const signedInAs = async (userId: string) => {
  const ctx = await loadContext(await signIn(userId), newId())
  if (!ctx) throw new Error('nobody is there')
  return ctx
}

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

describe('a guest', () => {
  it('chats and nothing else', async () => {
    const guest = await signedInAs(await openGuest(here))
    expect(guest.role).toBe('guest')
    const may = ['conversation:read', 'conversation:write', 'library:read', 'profile:read'] as const
    const mayNot = [
      'conversation:export',
      'conversation:import',
      'library:write',
      'share:write',
      'profile:write',
      'models:manage',
    ] as const
    expect(may.filter((permission) => can(guest, permission))).toEqual(may)
    expect(mayNot.filter((permission) => can(guest, permission))).toEqual([])
  })

  it('asks a few times a day, and is told what helps', async () => {
    const guest = await signedInAs(await openGuest(here))
    for (let i = 0; i < GUEST_MESSAGES_A_DAY; i++) await assertGuestMayAsk(guest)
    await expect(assertGuestMayAsk(guest)).rejects.toMatchObject({
      code: 'rate_limited',
      message: expect.stringContaining('Sign up to go on'),
    })
    await assertGuestMayAsk({ ...guest, role: 'member' })
  })

  it('becomes the account they sign up for: the same person in the same workspace, once', async () => {
    const guestId = await openGuest(here)
    const before = await signedInAs(guestId)
    const become = () => {
      const { password: _, ...profile } = newcomer()
      return openAccount(someRequest(), profile, guestId)
    }
    const outcomes = await Promise.all([become(), become()])
    expect(outcomes.filter((userId) => userId === guestId)).toHaveLength(1)
    const after = await signedInAs(guestId)
    expect(after).toMatchObject({ role: 'owner', workspaceId: before.workspaceId })
    expect((await findAccount(guestId))?.isGuest).toBeNull()
  })

  it('stays a guest when the address is taken, and leaves that account alone', async () => {
    const { email, userId } = await createPerson()
    const guestId = await openGuest(here)
    await signUp(someRequest(), newcomer(email), guestId)
    expect((await signedInAs(guestId)).role).toBe('guest')
    expect((await findAccountByEmail(email))?._id).toBe(userId)
  })

  it('is let go after a week without a visit, and not before', async () => {
    const [fresh, stale, back] = [await openGuest(here), await openGuest(here), await openGuest(here)]
    const old = new Date(Date.now() - 8 * 24 * 60 * 60 * 1000)
    const ids = [stale, back].map((id) => new ObjectId(id))
    await driverCollection('users').updateMany({ _id: { $in: ids } }, { $set: { createdAt: old } })
    await signIn(back)
    await signIn(stale)
    await driverCollection('sessions').updateMany(
      { userId: new ObjectId(stale) },
      { $set: { lastSeenAt: old } },
    )
    const person = await createPerson()
    await driverCollection('users').updateOne({ email: person.email }, { $set: { createdAt: old } })
    await letStaleGuestsGo()
    const leaving = await Promise.all([fresh, stale, back, person.userId].map((id) => findAccount(id)))
    expect(leaving.map((user) => user?.deletionAt != null)).toEqual([false, true, false, false])
  })
})
