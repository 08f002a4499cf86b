import 'server-only'
import { findContacts } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan, can } from '@/lib/auth/permissions'
import { actsAs } from '@/lib/auth/seats'
import { planOf, seatsOf } from '@/lib/billing/server'
import type { Caps } from '@/lib/usage/schema'
import { findMembers, findTeam } from './data'
import { findPending, type PendingInvitation } from './invitations/data'
import { TEAM_ROLES } from './limits'
import type { MemberDto, TeamDto, TeamInvitationDto } from './schema'

type Member = Awaited<ReturnType<typeof findMembers>>[number]
type Contact = { name: string; email: string; avatarUrl: string | null }

/** @returns the team at hand, as its member may see it; null in a person's own workspace */
export async function readTeam(ctx: Ctx): Promise<TeamDto | null> {
  assertCan(ctx, 'profile:read')
  const may = { manage: can(ctx, 'team:manage'), own: can(ctx, 'team:own') }
  const [team, members, pending, seats] = await Promise.all([
    findTeam(ctx.workspaceId),
    findMembers(ctx.workspaceId),
    may.manage ? findPending(ctx.workspaceId) : null,
    seatsOf(ctx),
  ])
  if (!team) return null
  const contacts = await findContacts(members.map(({ userId }) => userId))
  const { count, free } = seats
  return {
    id: team.id,
    name: team.name,
    may,
    members: members.flatMap((member) => {
      const contact = contacts.get(member.userId)
      return contact ? toMember(ctx, may, member, contact) : []
    }),
    invitations: pending?.map(toInvitation) ?? null,
    seats: count === null || free === null ? null : { count, free },
    help: planOf(ctx).hasSeats ? 'seats' : 'plan',
  }
}

function toMember(
  ctx: Ctx,
  may: TeamDto['may'],
  member: Member,
  { name, email, avatarUrl }: Contact,
): MemberDto {
  const { userId, role, createdAt } = member
  const givenCaps = member.givenCaps as Caps | null
  const isYou = userId === ctx.userId
  const isOwner = role === 'owner'
  return {
    id: userId,
    name,
    email: may.manage || isYou ? email : null,
    avatarUrl,
    role: role as MemberDto['role'],
    since: createdAt.toISOString(),
    isYou,
    isBeyondSeats: actsAs(member).isBeyondSeats === true,
    limit: may.manage && givenCaps ? { day: givenCaps.day, month: givenCaps.month } : null,
    may: {
      roles: may.manage && !isOwner ? TEAM_ROLES : [],
      remove: may.manage && !isOwner && !isYou,
      beOwner: may.own && !isYou && role !== 'viewer',
    },
  }
}

function toInvitation({ id, email, role, expiresAt }: PendingInvitation): TeamInvitationDto {
  return {
    id,
    email,
    role,
    isOver: expiresAt <= new Date(),
    expiresAt: expiresAt.toISOString(),
  }
}
