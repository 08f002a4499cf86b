/** The wire types of teams. Safe in the browser. */
import { z } from 'zod'
import type { TeamEventKind } from '@/lib/audit/schema'
import { idSchema } from '@/lib/core/id-schema'
import type { Caps } from '@/lib/usage/schema'
import { MOST_INVITED, TEAM_NAME_MAX_CHARS, TEAM_ROLES, type TeamRole } from './limits'

const teamName = z
  .string()
  .trim()
  .min(1, 'Give the team a name.')
  .max(TEAM_NAME_MAX_CHARS, `Use at most ${TEAM_NAME_MAX_CHARS} characters.`)

export const teamNameInput = z.object({ name: teamName })
export type TeamNameInput = z.infer<typeof teamNameInput>

export const deleteTeamInput = z.object({ name: z.string().max(200) })

export const workspaceRef = z.object({ id: idSchema })
export const memberRef = z.object({ userId: idSchema })
export const invitationRef = z.object({ id: idSchema })
export const joinInput = z.object({ token: z.string().min(20).max(100) })

const teamRole = z.enum(TEAM_ROLES)
export const memberRoleInput = memberRef.extend({ role: teamRole })
export type MemberRoleInput = z.infer<typeof memberRoleInput>

export const inviteInput = z.object({
  emails: z
    .array(z.string().trim().toLowerCase().max(254))
    .min(1, 'Enter an address.')
    .max(MOST_INVITED, `Invite at most ${MOST_INVITED} at once.`),
  role: teamRole,
})
export type InviteInput = z.infer<typeof inviteInput>

/** A workspace somebody works in: their own, or a team's. */
export type PlaceDto = {
  id: string
  /** Null: their own. */
  team: string | null
  /** The name of its plan; null where plans mean nothing. */
  plan: string | null
  isHere: boolean
}

/** Times are ISO 8601, UTC. */
export type MemberDto = {
  id: string
  name: string
  /** For those who manage the team. */
  email: string | null
  avatarUrl: string | null
  role: 'owner' | TeamRole
  since: string
  isYou: boolean
  /** There are more members than seats, and none for this one: they read and do not write. */
  isBeyondSeats: boolean
  /** How many messages they may ask for at most in the team; null for those who do not manage it. */
  limit: Caps | null
  /** What the one who looks may do with this member. */
  may: { roles: readonly TeamRole[]; remove: boolean; beOwner: boolean }
}

export type TeamInvitationDto = {
  id: string
  email: string
  role: TeamRole
  isOver: boolean
  expiresAt: string
}

/** The team at hand. */
export type TeamDto = {
  id: string
  name: string
  /** What the one who looks may do: with its people, and with the team itself. */
  may: { manage: boolean; own: boolean }
  members: MemberDto[]
  /** Null for those who do not manage the team. */
  invitations: TeamInvitationDto[] | null
  /** Null: as many people as one likes. */
  seats: { count: number; free: number } | null
  /** What helps when there is no room: more seats of the plan, or a plan that has them. */
  help: 'seats' | 'plan'
}

/** What became of the addresses that were invited. */
export type InvitedDto = { invited: number; known: string[] }

/** What an invitation says to whoever has its link. */
export type JoinDto = {
  team: string
  inviter: string | null
  role: TeamRole
  email: string
  expiresAt: string
}

/** Something that happened in a team: who did it, and whom it was about. */
export type TeamLogEntry = { id: string; kind: TeamEventKind; by: string; about: string; at: string }
