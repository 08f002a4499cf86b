import type { Ctx, InstanceRole } from '@/lib/auth/context'
import { GIVEN_ROLES, type GivenRole } from './limits'

type Whose = { id: string; role: InstanceRole }

/** @returns whether somebody who manages people may suspend this account: never their own or the owner's, an admin's as the owner alone */
export function maySuspend(ctx: Pick<Ctx, 'userId' | 'instanceRole'>, { id, role }: Whose): boolean {
  if (id === ctx.userId || role === 'owner') return false
  return role !== 'admin' || ctx.instanceRole === 'owner'
}

/**
 * @returns the roles somebody who manages people may give this account. Only the owner makes admins. Who manages something has an
 * address that is theirs: guests and people who have not confirmed it stay users.
 */
export function rolesFor(
  ctx: Pick<Ctx, 'userId' | 'instanceRole'>,
  person: Whose & { isConfirmed: boolean },
): readonly GivenRole[] {
  if (!maySuspend(ctx, person)) return []
  if (!person.isConfirmed) return person.role === 'user' ? [] : ['user']
  return ctx.instanceRole === 'owner' ? GIVEN_ROLES : GIVEN_ROLES.filter((role) => role !== 'admin')
}
