/** The wire types of the security log. Safe in the browser. */
import { z } from 'zod'

/** What happens in a team; its owner and admins see it, too. */
export const TEAM_EVENTS = [
  'team.created',
  'team.renamed',
  'team.deleted',
  'team.invited',
  'team.invitation_revoked',
  'team.joined',
  'team.role_changed',
  'team.member_removed',
  'team.left',
  'team.handed_over',
] as const
export type TeamEventKind = (typeof TEAM_EVENTS)[number]

/** What is kept for the person to see. */
export type SecurityEventKind =
  | 'account.created'
  | 'account.email_verified'
  | 'account.email_changed'
  | 'account.email_change_undone'
  | 'account.password_changed'
  | 'account.password_reset'
  | 'account.deletion_requested'
  | 'account.deletion_undone'
  | 'data.export_requested'
  | 'data.exported'
  | 'account.password_set'
  | 'account.way_linked'
  | 'account.way_unlinked'
  | 'invitation.sent'
  | 'invitation.revoked'
  | 'factor.added'
  | 'factor.removed'
  | 'factor.codes_renewed'
  | 'factor.recovery_used'
  | 'factor.refused'
  | 'factor.passkey_required'
  | 'passkey.added'
  | 'passkey.removed'
  | 'passkey.refused'
  | 'account.suspended'
  | 'account.restored'
  | 'credits.given'
  | 'extra.agreed'
  | 'extra.ended'
  | 'topup.agreed'
  | 'topup.ended'
  | 'plan.given'
  | 'plan.taken_back'
  | 'seats.changed'
  | 'caps.given'
  | 'caps.by_team'
  | 'caps.lifted'
  | 'key.created'
  | 'key.revoked'
  | 'quote.asked'
  | 'quote.withdrawn'
  | 'quote.answered'
  | 'quote.closed'
  | 'role.changed'
  | 'log.exported'
  | 'session.started'
  | 'session.refused'
  | 'session.paused'
  | 'session.ended'
  | 'session.ended_others'
  | 'session.ended_all'
  | 'session.reused'
  | 'support.access'
  | TeamEventKind

export type SecurityEventDto = {
  id: string
  kind: SecurityEventKind
  ip: string | null
  device: string | null
  /** ISO 8601, UTC. */
  at: string
}

export type SecurityEventPage = { events: SecurityEventDto[]; nextCursor: string | null }

/** How the owner of the instance takes the log away. */
export const logFormat = z.enum(['csv', 'json'])
export type LogFormat = z.infer<typeof logFormat>

export const securityLogInput = z.object({ cursor: z.string().max(60).optional() })
