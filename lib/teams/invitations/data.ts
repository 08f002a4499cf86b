import 'server-only'
import { ObjectId } from 'mongodb'
import { driverCollection, orm } from '@/lib/platform/db'
import type { TeamRole } from '../limits'

type TeamInvitationRecord = NonNullable<Awaited<ReturnType<typeof findInvitationById>>>

type Stored = {
  workspaceId: ObjectId
  email: string
  role: string
  acceptedAt: Date | null
  revokedAt: Date | null
  createdAt: Date
  expiresAt: Date
}
export type PendingInvitation = { id: string; email: string; role: TeamRole; expiresAt: Date }
const invitations = () => driverCollection<Stored>('teamInvitations')
const pending = { acceptedAt: null, revokedAt: null }
const open = () => ({ ...pending, expiresAt: { $gt: new Date() } })
const inTeam = (workspaceId: string, id: string) => ({
  _id: new ObjectId(id),
  workspaceId: new ObjectId(workspaceId),
})

type NewInvitation = Pick<
  TeamInvitationRecord,
  '_id' | 'workspaceId' | 'email' | 'tokenHash' | 'role' | 'invitedById' | 'expiresAt'
>

export async function createInvitation(invitation: NewInvitation): Promise<void> {
  await orm().teamInvitations.create({ ...invitation, ...pending })
}

/** Takes away invitations that nobody was told of. */
export async function dropInvitations(workspaceId: string, ids: readonly string[]): Promise<void> {
  await invitations().deleteMany({
    workspaceId: new ObjectId(workspaceId),
    _id: { $in: ids.map((id) => new ObjectId(id)) },
  })
}

/** For the mail and the page that its link opens. */
export async function findInvitationById(id: string) {
  return orm().teamInvitations.where({ _id: id }).first()
}

export async function findInvitationByToken(tokenHash: string) {
  return orm().teamInvitations.where({ tokenHash }).first()
}

/** @returns a team's invitations that were neither accepted nor taken back, the newest first, also those that are over */
export async function findPending(workspaceId: string): Promise<PendingInvitation[]> {
  const found = await invitations()
    .find({ workspaceId: new ObjectId(workspaceId), ...pending })
    .sort({ createdAt: -1 })
    .toArray()
  return found.map(({ _id, email, role, expiresAt }) => ({
    ...{ id: _id.toHexString(), email, expiresAt },
    role: role as TeamRole,
  }))
}

/** @returns those of some addresses that are invited to a team and can still come */
export async function findInvited(workspaceId: string, emails: readonly string[]): Promise<Set<string>> {
  const found = await driverCollection<{ email: string }>('teamInvitations')
    .find({ workspaceId: new ObjectId(workspaceId), email: { $in: [...emails] }, ...open() })
    .toArray()
  return new Set(found.map(({ email }) => email))
}

/** Gives an invitation the token that is being mailed. */
export async function setInvitationToken(id: string, tokenHash: string): Promise<void> {
  await orm().teamInvitations.where({ _id: id }).update({ tokenHash })
}

/** Lets an invitation run until another time. @returns until when it ran before; null when it was accepted or taken back */
export async function extendInvitation(
  workspaceId: string,
  id: string,
  expiresAt: Date,
): Promise<Date | null> {
  const before = await invitations().findOneAndUpdate(
    { ...inTeam(workspaceId, id), ...pending },
    { $set: { expiresAt } },
    { returnDocument: 'before' },
  )
  return before?.expiresAt ?? null
}

/** @returns false when it was accepted or taken back before */
export async function revokeInvitation(workspaceId: string, id: string): Promise<boolean> {
  const revoked = await invitations().updateOne(
    { ...inTeam(workspaceId, id), ...pending },
    { $set: { revokedAt: new Date() } },
  )
  return revoked.modifiedCount === 1
}

/** Uses up an open invitation; of several at once exactly one gets it. */
export async function spendInvitation(
  tokenHash: string,
): Promise<{ id: string; workspaceId: string; role: TeamRole } | null> {
  const spent = await invitations().findOneAndUpdate(
    { tokenHash, ...open() },
    { $set: { acceptedAt: new Date() } },
  )
  return (
    spent && {
      id: spent._id.toHexString(),
      workspaceId: spent.workspaceId.toHexString(),
      role: spent.role as TeamRole,
    }
  )
}

/** Opens an invitation again that brought nobody. */
export async function restoreInvitation(id: string): Promise<void> {
  await orm().teamInvitations.where({ _id: id }).update({ acceptedAt: null })
}
