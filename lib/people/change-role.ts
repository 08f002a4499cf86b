import 'server-only'
import { assertFreshProof, findManagedAccount, setInstanceRole } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCanManage } from '@/lib/auth/permissions'
import { AppError, notFound } from '@/lib/core/errors'
import { lastSeenOf } from '@/lib/sessions/server'
import { givenCapsOf } from '@/lib/usage/server'
import { rolesFor } from './authority'
import { mailRole } from './mails'
import type { PersonDto, RoleInput } from './schema'
import { toDto } from './to-dto'

/**
 * Gives somebody another role in this Numina; it counts with their next request.
 *
 * @throws AppError `forbidden`; `factor_required`; `proof_required`; `not_found`; `conflict` when the role has just been changed
 */
export async function changeRole(ctx: Ctx, { id, role }: RoleInput): Promise<PersonDto> {
  assertCanManage(ctx, 'instance:people')
  const account = await findManagedAccount(id)
  if (!account) throw notFound('account')
  const [seen, caps] = await Promise.all([lastSeenOf([id]), givenCapsOf([id])])
  const person = toDto(ctx, account, seen.get(id), caps.get(id))
  if (!rolesFor(ctx, person).includes(role))
    throw new AppError('forbidden', 'You cannot give this role to this person.')
  await assertFreshProof(ctx)
  if (!(await setInstanceRole(id, account.role, role)))
    throw new AppError('conflict', 'Somebody else has just changed this role. Look again.')
  await mailRole(id, role)
  const subject = { userId: id, requestId: ctx.requestId, actorId: ctx.userId }
  await recordSecurityEvent('role.changed', subject, { from: account.role, to: role })
  return toDto(ctx, { ...account, role }, seen.get(id), caps.get(id))
}
