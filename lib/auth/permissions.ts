import { AppError } from '@/lib/core/errors'
import { getEnv } from '@/lib/env'
import type { Ctx, InstanceRole, KeyScope, WorkspaceRole } from './context'

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
  /** One's own feelings: nobody has a right to those of others, whatever their role. */
  | 'insight:read'
  | 'insight:write'
  /** What is remembered of oneself: the same holds. */
  | 'memory:read'
  | 'memory:write'
  /** One's own keys of the API. */
  | 'keys:manage'
  /** What a key may do for its owner, who does the same elsewhere. */
  | KeyPermission
  /** Connecting model providers, and what members of the workspace begin with. */
  | 'models:manage'
  /** Who belongs to a team and as what, and its name. */
  | 'team:manage'
  /** Handing a team over, and ending it. */
  | 'team:own'
  /** Buying, changing and ending the plan of the workspace. */
  | 'billing:manage'

type KeyPermission = `api:${KeyScope}`

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
  'insight:read',
  'insight:write',
  'memory:read',
  'memory:write',
  'keys:manage',
  'api:chat',
  'api:models',
  'api:usage',
]
const ALL: readonly Permission[] = [...MEMBER, 'models:manage', 'team:manage']

/** What concerns the whole instance and other people's accounts. */
export type InstancePermission =
  /** Inviting people, and taking invitations back. */
  | 'instance:invite'
  /** Roles and suspensions of other people. */
  | 'instance:people'
  | 'instance:settings'
  /** What people reported, and the replies it is about. */
  | 'instance:reports'
  /** Subscriptions of everybody, and what comes in. */
  | 'instance:billing'
  /** The security log of everybody. */
  | 'instance:audit'

const MANAGER: readonly InstancePermission[] = [
  'instance:invite',
  'instance:people',
  'instance:reports',
  'instance:settings',
]

/** The one table from role to permission; what is not listed is denied. A role in the instance gives nothing in a workspace. */
const GRANTS: {
  workspace: Record<WorkspaceRole, readonly Permission[]>
  instance: Record<InstanceRole, readonly InstancePermission[]>
} = {
  workspace: {
    owner: [...ALL, 'billing:manage', 'team:own'],
    admin: ALL,
    member: MEMBER,
    viewer: [
      'conversation:read',
      'conversation:export',
      'library:read',
      'share:read',
      'profile:read',
      'profile:write',
      'insight:read',
      'insight:write',
      'memory:read',
      'memory:write',
    ],
    guest: [
      'conversation:read',
      'conversation:write',
      'library:read',
      'share:read',
      'profile:read',
      'insight:read',
      'memory:read',
    ],
  },
  instance: {
    owner: [...MANAGER, 'instance:audit', 'instance:billing'],
    admin: MANAGER,
    support: ['instance:reports'],
    user: [],
  },
}

/** Who asks: a person in a role, or a key that stands for one. */
type Asker = Pick<Ctx, 'role'> & Partial<Pick<Ctx, 'actor' | 'apiKey'>>

/** @returns whether the context's role grants `permission`; to a key nothing but what it is for, and no more than its owner's role */
export function can({ role, actor, apiKey }: Asker, permission: Permission): boolean {
  const isKey = actor === 'apiKey' || apiKey
  if (isKey && !apiKey?.scopes.some((scope) => permission === `api:${scope}`)) return false
  return GRANTS.workspace[role].includes(permission)
}

/** @throws AppError `forbidden` */
export function assertCan(ctx: Asker & Pick<Ctx, 'isBeyondSeats'>, permission: Permission): void {
  if (!can(ctx, permission)) throw new AppError('forbidden', whyNot(ctx))
}

function whyNot({ role, apiKey, isBeyondSeats }: Asker & Pick<Ctx, 'isBeyondSeats'>): string {
  if (role === 'guest') return 'This needs an account. Sign up, and your conversations stay.'
  if (isBeyondSeats) return 'Your team has more members than seats. Its owner can add some.'
  if (apiKey) return 'This key may not do this, or its owner may not.'
  return 'Your role in this workspace does not allow this.'
}

/** @returns whether the role in the instance grants `permission`, with a second step or without */
export function mayManage(ctx: Pick<Ctx, 'instanceRole'>, permission: InstancePermission): boolean {
  return GRANTS.instance[ctx.instanceRole].includes(permission)
}

/** @returns whether somebody who manages the instance has to show a second step first */
export function owesSecondStep(ctx: Pick<Ctx, 'instanceRole' | 'factorAt'>): boolean {
  return GRANTS.instance[ctx.instanceRole].length > 0 && lacksSecondStep(ctx)
}

/** @returns whether a second step has to be shown before anything of the instance is managed */
export function lacksSecondStep(ctx: Pick<Ctx, 'factorAt'>): boolean {
  return getEnv().ADMIN_SECOND_STEP !== 'optional' && !ctx.factorAt
}

/**
 * For everything that concerns the instance. Whoever may do it shows a second step first: a stolen password alone must not open
 * everybody's accounts. Their own things, the chat included, stay open to them without.
 *
 * @throws AppError `forbidden`; `factor_required`, which leads to the settings where one is set up
 */
export function assertCanManage(
  ctx: Pick<Ctx, 'instanceRole' | 'factorAt'>,
  permission: InstancePermission,
): void {
  if (!mayManage(ctx, permission))
    throw new AppError('forbidden', 'Your role in this Numina does not allow this.')
  if (!lacksSecondStep(ctx)) return
  throw new AppError(
    'factor_required',
    'Managing this Numina needs a second step of signing in. Set one up under Settings › Security; if you have one, sign in again with it.',
  )
}
