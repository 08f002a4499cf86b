import 'server-only'
import { findAccountByEmail, readSignUpRules, userNames } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCanManage } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { assertWithinRate } from '@/lib/http/rate-limit'
import { hashToken, newToken } from '@/lib/platform/secrets'
import type { InvitationDto, InviteInput } from '../schema'
import {
  createInvitation,
  findInvitation,
  findInvitations,
  type InvitationRecord,
  revokeInvitation,
  revokeInvitationsFor,
} from './data'
import { mailInvitation } from './mails'

const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000
/** So many are listed. */
const SHOWN = 200

/**
 * Invites an address. An invitation to the same address that is still open ends with it.
 *
 * @throws AppError `forbidden`; `factor_required`; `conflict` when new accounts are closed; `invalid_input` on `email` when it has one
 */
export async function invite(ctx: Ctx, { email, role }: InviteInput): Promise<InvitationDto> {
  assertCanManage(ctx, 'instance:invite')
  if (role === 'admin' && ctx.instanceRole !== 'owner')
    throw new AppError('forbidden', 'Only the owner of this Numina invites admins.')
  if ((await readSignUpRules()).mode === 'closed')
    throw new AppError('conflict', 'New accounts are closed here (SIGN_UP=closed), also to those invited.')
  if (await findAccountByEmail(email))
    throw new AppError('invalid_input', 'This address has an account.', {
      fields: { email: 'This address has an account already.' },
    })
  await assertWithinRate('mailAddress', email)
  await revokeInvitationsFor(email)
  const [_id, expiresAt] = [newId(), new Date(Date.now() + LIFETIME_MS)]
  const tokenHash = hashToken(newToken())
  await createInvitation({ _id, email, role, tokenHash, invitedById: ctx.userId, expiresAt })
  await mailInvitation(_id)
  await recordSecurityEvent('invitation.sent', ctx, { invitationId: _id })
  const created = await findInvitation(_id)
  if (!created) throw notFound('invitation')
  return toDto(created, await userNames([ctx.userId]))
}

/** @returns the newest invitations of everybody. @throws AppError `forbidden`; `factor_required` */
export async function listInvitations(ctx: Ctx): Promise<InvitationDto[]> {
  assertCanManage(ctx, 'instance:invite')
  const found = await findInvitations(SHOWN)
  const names = await userNames(found.map(({ invitedById }) => invitedById))
  return found.map((invitation) => toDto(invitation, names))
}

/** Takes an invitation back: its link ends at once. @throws AppError `forbidden`; `not_found` when it was used or taken back before */
export async function revoke(ctx: Ctx, { id }: { id: string }): Promise<null> {
  assertCanManage(ctx, 'instance:invite')
  if (!(await revokeInvitation(id))) throw notFound('invitation')
  await recordSecurityEvent('invitation.revoked', ctx, { invitationId: id })
  return null
}

function toDto(invitation: InvitationRecord, names: Map<string, string>): InvitationDto {
  const { _id, email, role, invitedById, acceptedAt, revokedAt, expiresAt } = invitation
  const isOver = expiresAt <= new Date()
  return {
    id: _id,
    email,
    role: role === 'admin' ? 'admin' : 'user',
    by: names.get(invitedById) ?? null,
    state: acceptedAt ? 'accepted' : revokedAt ? 'revoked' : isOver ? 'expired' : 'open',
    expiresAt: expiresAt.toISOString(),
  }
}
