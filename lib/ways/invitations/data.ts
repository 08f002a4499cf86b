import 'server-only'
import { type Document, ObjectId } from 'mongodb'
import { driverCollection, orm } from '@/lib/platform/db'

export type InvitationRecord = NonNullable<Awaited<ReturnType<typeof findInvitation>>>

const invitations = () => driverCollection<Document>('invitations')
const open = () => ({ acceptedAt: null, revokedAt: null, expiresAt: { $gt: new Date() } })

type NewInvitation = Pick<
  InvitationRecord,
  '_id' | 'email' | 'tokenHash' | 'role' | 'invitedById' | 'expiresAt'
>

export async function createInvitation(invitation: NewInvitation): Promise<void> {
  await orm().invitations.create({ ...invitation, acceptedAt: null, revokedAt: null })
}

export async function findInvitation(invitationId: string) {
  return orm().invitations.where({ _id: invitationId }).first()
}

export async function findInvitationByToken(tokenHash: string) {
  return orm().invitations.where({ tokenHash }).first()
}

/** The newest first. */
export async function findInvitations(limit: number): Promise<InvitationRecord[]> {
  return orm().invitations.orderBy({ createdAt: -1 }).limit(limit).all()
}

/** Gives an invitation the token that is being mailed. */
export async function setInvitationToken(invitationId: string, tokenHash: string): Promise<void> {
  await orm().invitations.where({ _id: invitationId }).update({ tokenHash })
}

/** @returns false when it was accepted or taken back before */
export async function revokeInvitation(invitationId: string): Promise<boolean> {
  const revoked = await invitations().updateOne(
    { _id: new ObjectId(invitationId), acceptedAt: null, revokedAt: null },
    { $set: { revokedAt: new Date() } },
  )
  return revoked.modifiedCount === 1
}

/** Takes back what is open for an address: the newest invitation counts alone. */
export async function revokeInvitationsFor(email: string): Promise<void> {
  await invitations().updateMany({ email, ...open() }, { $set: { revokedAt: new Date() } })
}

/** Uses up an open invitation, by itself or for an address; of several at once exactly one gets it. */
export async function spendInvitation(
  which: { tokenHash: string } | { email: string },
): Promise<{ id: string; email: string; role: string } | null> {
  const spent = await invitations().findOneAndUpdate(
    { ...which, ...open() },
    { $set: { acceptedAt: new Date() } },
  )
  return spent && { id: spent._id.toHexString(), email: spent['email'], role: spent['role'] }
}

/** Opens an invitation again whose account could not be made. */
export async function restoreInvitation(invitationId: string): Promise<void> {
  await orm().invitations.where({ _id: invitationId }).update({ acceptedAt: null })
}
