import { AppError } from '@/lib/core/errors'
import type { Ctx, WorkspaceRole } from './context'

/** `library`: prompts and assistants, one's own and those shared in the workspace. */
export type Permission =
  | 'conversation:read'
  | 'conversation:write'
  | 'conversation:export'
  | 'conversation:import'
  | 'library:read'
  | 'library:write'
  | 'share:read'
  | 'share:write'
  | 'profile:read'
  | 'profile:write'
  /** Connecting model providers, and what members of the workspace begin with. */
  | 'models:manage'

const MEMBER: readonly Permission[] = [
  'conversation:read',
  'conversation:write',
  'conversation:export',
  'conversation:import',
  'library:read',
  'library:write',
  'share:read',
  'share:write',
  'profile:read',
  'profile:write',
]
const ALL: readonly Permission[] = [...MEMBER, 'models:manage']

/** The one table from role to permission; what is not listed is denied. */
const GRANTS: Record<WorkspaceRole, readonly Permission[]> = {
  owner: ALL,
  admin: ALL,
  member: MEMBER,
  viewer: [
    'conversation:read',
    'conversation:export',
    'library:read',
    'share:read',
    'profile:read',
    'profile:write',
  ],
}

/** @returns whether the context's role grants `permission` */
export function can(ctx: Pick<Ctx, 'role'>, permission: Permission): boolean {
  return GRANTS[ctx.role].includes(permission)
}

/** @throws AppError `forbidden` */
export function assertCan(ctx: Pick<Ctx, 'role'>, permission: Permission): void {
  if (!can(ctx, permission))
    throw new AppError('forbidden', 'Your role in this workspace does not allow this.')
}
