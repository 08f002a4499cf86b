import { ObjectId } from 'mongodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadContext } from '@/lib/accounts/server'
import type { PersonCtx } from '@/lib/auth/context'
import { requireConversation } from '@/lib/chat/server'
import { newId } from '@/lib/core/ids'
import { driverCollection } from '@/lib/platform/db'
import { ageProof, createPerson, onAppDatabase } from '@/scripts/test/app-database'
import { withMailBox } from '@/scripts/test/mail-box'
import { thingsOf } from '@/scripts/test/matrix/things'
import { deleteTeam } from '../erasure/delete-team'
import { inviteToTeam, resendInvitation, revokeTeamInvitation } from '../invitations/invite'
import { joinTeam, readTeamInvitation } from '../invitations/join'
import { teamJobs } from '../jobs'
import { readTeamLog } from '../log/read-log'
import { createTeam } from '../manage-team'
import { readTeam } from '../read-team'
import { changeMemberRole } from './change-role'
import { leaveTeam, removeMember } from './end-membership'
import { handOverTeam } from './hand-over'

onAppDatabase()
const mailsTo = withMailBox(teamJobs)
beforeAll(async () => {
  await createPerson('The first owns the installation')
})

type Person = PersonCtx & { email: string }

/** As the session's next request has it. */
async function again<P extends PersonCtx>(person: P): Promise<P> {
  const ctx = await loadContext(person, newId())
  if (!ctx) throw new Error('no context')
  return { ...person, ...ctx, home: ctx.home }
}

async function team(name = 'Analysts'): Promise<Person> {
  const owner = await createPerson('Olga')
  await createTeam(owner, { name })
  return again(owner)
}

async function linkTo(email: string, count = 1): Promise<string> {
  return /\/join\/([\w-]+)/.exec((await mailsTo(email, count)).at(-1)?.text ?? '')?.[1] ?? ''
}

/** Somebody who was invited and has come. */
async function joined(owner: Person, role: 'admin' | 'member' | 'viewer' = 'member'): Promise<Person> {
  const person = await createPerson('Mia')
  await inviteToTeam(owner, { emails: [person.email], role })
  await joinTeam(person, { token: await linkTo(person.email) })
  return again(person)
}

const idsOf = async (ctx: PersonCtx) => (await readTeam(ctx))?.members.map(({ id }) => id)
const failsWith = (code: string) => expect.objectContaining({ code })

describe('an invitation to a team', () => {
  it('brings whoever has its link, once, with the account they use', async () => {
    const owner = await team()
    const email = `${newId()}@example.com`
    expect(await inviteToTeam(owner, { emails: [email, email, owner.email], role: 'viewer' })).toEqual({
      invited: 1,
      known: [owner.email],
    })
    const token = await linkTo(email)
    expect(await readTeamInvitation(token)).toMatchObject({ team: 'Analysts', inviter: 'Olga', email })
    const [mia, eve] = [await createPerson('Mia'), await createPerson('Eve')]
    await Promise.allSettled([1, 2, 3].map(() => joinTeam(mia, { token })))
    await joinTeam(mia, { token })
    expect(await again(mia)).toMatchObject({ workspaceId: owner.workspaceId, role: 'viewer' })
    expect(await readTeamInvitation(token)).toBeNull()
    await expect(joinTeam(eve, { token })).rejects.toEqual(failsWith('not_found'))
    expect(await idsOf(owner)).toEqual([owner.userId, mia.userId])
    // Addresses are for those who manage the team.
    expect((await readTeam(await again(mia)))?.members[0]?.email).toBeNull()
  })

  it('ends when it is taken back, sent anew, too old, or its team is gone', async () => {
    const owner = await team()
    const [email, eve] = [`${newId()}@example.com`, await createPerson('Eve')]
    await inviteToTeam(owner, { emails: [email], role: 'member' })
    const first = await linkTo(email)
    const id = (await readTeam(owner))?.invitations?.[0]?.id ?? ''
    await resendInvitation(owner, { id })
    const second = await linkTo(email, 2)
    expect(await readTeamInvitation(first)).toBeNull()
    await driverCollection('teamInvitations').updateOne(
      { _id: new ObjectId(id) },
      { $set: { expiresAt: new Date(0) } },
    )
    await expect(joinTeam(eve, { token: second })).rejects.toEqual(failsWith('not_found'))
    await resendInvitation(owner, { id })
    const third = await linkTo(email, 3)
    expect(await readTeamInvitation(third)).not.toBeNull()
    const other = await team()
    await expect(revokeTeamInvitation(other, { id })).rejects.toEqual(failsWith('not_found'))
    await expect(resendInvitation(other, { id })).rejects.toEqual(failsWith('not_found'))
    await revokeTeamInvitation(owner, { id })
    await expect(joinTeam(eve, { token: third })).rejects.toEqual(failsWith('not_found'))
    await expect(joinTeam(eve, { token: 'made up, and long enough' })).rejects.toEqual(failsWith('not_found'))
    await expect(inviteToTeam(owner, { emails: ['no address'], role: 'member' })).rejects.toMatchObject({
      fields: { emails: expect.stringContaining('no address') },
    })
  })
})

describe('the roles of a team', () => {
  it('are changed by its owner and admins, and the owner’s by nobody', async () => {
    const owner = await team()
    const [admin, member] = [await joined(owner, 'admin'), await joined(owner)]
    await changeMemberRole(admin, { userId: member.userId, role: 'viewer' })
    expect((await again(member)).role).toBe('viewer')
    for (const attempt of [
      () => changeMemberRole(member, { userId: admin.userId, role: 'viewer' }),
      () => changeMemberRole(admin, { userId: owner.userId, role: 'viewer' }),
      () => removeMember(admin, { userId: owner.userId }),
      () => handOverTeam(admin, { userId: admin.userId }),
      () => deleteTeam(admin, { name: 'Analysts' }),
    ])
      await expect(attempt()).rejects.toEqual(failsWith('forbidden'))
    const stranger = await createPerson()
    await expect(changeMemberRole(owner, { userId: stranger.userId, role: 'admin' })).rejects.toEqual(
      failsWith('not_found'),
    )
    await expect(removeMember(owner, { userId: stranger.userId })).rejects.toEqual(failsWith('not_found'))
  })

  it('the owner hands the team over to somebody who writes, with a proof', async () => {
    const owner = await team()
    const [heir, viewer] = [await joined(owner), await joined(owner, 'viewer')]
    await expect(handOverTeam(owner, { userId: viewer.userId })).rejects.toEqual(failsWith('conflict'))
    await expect(leaveTeam(owner)).rejects.toEqual(failsWith('conflict'))
    const ending = (deletionAt: Date | null) =>
      driverCollection('users').updateOne({ _id: new ObjectId(heir.userId) }, { $set: { deletionAt } })
    await ending(new Date(Date.now() + 60_000))
    await expect(handOverTeam(owner, { userId: heir.userId })).rejects.toEqual(failsWith('conflict'))
    await ending(null)
    await ageProof(owner)
    await expect(handOverTeam(owner, { userId: heir.userId })).rejects.toEqual(failsWith('proof_required'))
    await driverCollection('sessions').updateOne(
      { _id: new ObjectId(owner.sessionId) },
      { $set: { provedAt: new Date() } },
    )
    await handOverTeam(owner, { userId: heir.userId })
    const log = await readTeamLog(await again(heir))
    expect(log.map(({ kind }) => kind).reverse()).toEqual([
      ...['team.created', 'team.invited', 'team.joined', 'team.invited', 'team.joined', 'team.handed_over'],
    ])
    expect(log[0]).toMatchObject({ by: 'Olga', about: 'Mia' })
    await expect(readTeamLog(viewer)).rejects.toEqual(failsWith('forbidden'))
    expect((await again(heir)).role).toBe('owner')
    expect((await again(owner)).role).toBe('admin')
    await leaveTeam(await again(owner))
    expect((await again(owner)).home).toBeUndefined()
  })
})

describe('whoever leaves a team', () => {
  const dueNow = () =>
    driverCollection('jobs').updateMany(
      { kind: 'teams.erase_left', doneAt: null },
      { $set: { runAt: new Date(0) } },
    )
  const erased = async () =>
    expect
      .poll(() => driverCollection('jobs').countDocuments({ kind: 'teams.erase_left', doneAt: null }), {
        timeout: 30_000,
      })
      .toBe(0)

  it('is in their own space at once, finds what they wrote when they come back, and loses it after a while', async () => {
    const owner = await team()
    const member = await joined(owner)
    const [ofOwner, ofMember] = [thingsOf(owner, ''), thingsOf(member, '')]
    const [mine, theirs] = [await ofOwner.conversation(), await ofMember.conversation()]
    // Neither reads what the other said.
    await expect(requireConversation(owner, theirs.id)).rejects.toEqual(failsWith('not_found'))
    await expect(requireConversation(member, mine.id)).rejects.toEqual(failsWith('not_found'))
    await removeMember(owner, { userId: member.userId })
    const home = await again(member)
    expect(home.workspaceId).not.toBe(owner.workspaceId)
    expect(home.home).toBeUndefined()
    expect((await mailsTo(member.email, 2)).at(-1)?.subject).toBe('You are no longer in Analysts')

    await inviteToTeam(owner, { emails: [member.email], role: 'member' })
    await joinTeam(home, { token: await linkTo(member.email, 3) })
    const back = await again(member)
    expect(await requireConversation(back, theirs.id)).toMatchObject({ _id: theirs.id })
    await dueNow()
    await erased()
    expect(await requireConversation(back, theirs.id)).toMatchObject({ _id: theirs.id })

    await leaveTeam(back)
    expect(await driverCollection('messages').countDocuments({ userId: new ObjectId(member.userId) })).toBe(2)
    await dueNow()
    await erased()
    expect(await driverCollection('messages').countDocuments({ userId: new ObjectId(member.userId) })).toBe(0)
    expect(await requireConversation(owner, mine.id)).toMatchObject({ _id: mine.id })
  })
})

describe('a team that is deleted', () => {
  it('is gone for everybody, with everything in it and nothing else', async () => {
    const owner = await team('Poets')
    const member = await joined(owner)
    const kept = await thingsOf({ ...owner, workspaceId: newId() }, '').conversation()
    await thingsOf(member, '').conversation()
    await expect(deleteTeam(owner, { name: 'poets' })).rejects.toMatchObject({
      fields: { name: expect.any(String) },
    })
    await deleteTeam(owner, { name: 'Poets' })
    for (const person of [owner, member]) expect((await again(person)).home).toBeUndefined()
    const here = { workspaceId: new ObjectId(owner.workspaceId) }
    await expect
      .poll(() => driverCollection('workspaces').countDocuments({ _id: here.workspaceId }), {
        timeout: 30_000,
      })
      .toBe(0)
    for (const name of ['messages', 'conversations', 'memberships', 'teamInvitations', 'liveEvents'])
      expect(await driverCollection(name).countDocuments(here), name).toBe(0)
    expect(await driverCollection('messages').countDocuments({ conversationId: new ObjectId(kept.id) })).toBe(
      2,
    )
  })
})
