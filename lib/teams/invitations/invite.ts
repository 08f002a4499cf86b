import 'server-only'
import { z } from 'zod'
import { findContacts } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { seatsOf } from '@/lib/billing/server'
import { AppError, notFound } from '@/lib/core/errors'
import { newId } from '@/lib/core/ids'
import { assertWithinRate } from '@/lib/http/rate-limit'
import { hashToken, newToken } from '@/lib/platform/secrets'
import { findMembers } from '../data'
import { recordTeamEvent } from '../log/record'
import { mailTeamInvitation } from '../mails'
import { requireTeam } from '../require-team'
import type { InvitedDto, InviteInput } from '../schema'
import * as data from './data'

const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000
const inAWeek = () => new Date(Date.now() + LIFETIME_MS)

/**
 * Invites addresses to the team at hand: all of them, or none. Who is a member or invited already is left as they are.
 *
 * @throws AppError `forbidden`; `not_found`; `invalid_input` on `emails`; `conflict` when there are not seats for all; `rate_limited`
 */
export async function inviteToTeam(ctx: Ctx, { emails, role }: InviteInput): Promise<InvitedDto> {
  assertCan(ctx, 'team:manage')
  const team = await requireTeam(ctx)
  const wanted = soundAddresses(emails)
  const known = await knownAmong(team.id, wanted)
  const fresh = wanted.filter((email) => !known.has(email))
  assertRoom((await seatsOf(ctx)).free, fresh.length)
  for (const email of fresh) {
    await assertWithinRate('mailAddress', email)
    await assertWithinRate('teamMail', team.id)
  }
  const expiresAt = inAWeek()
  const ids = fresh.map(() => newId())
  const of = { workspaceId: team.id, role, invitedById: ctx.userId, expiresAt }
  for (const [at, email] of fresh.entries())
    await data.createInvitation({ ...of, _id: ids[at] ?? newId(), email, tokenHash: hashToken(newToken()) })
  // Counted when they are there: however many invite at once, no seat is promised twice.
  const { free } = await seatsOf(ctx)
  if (ids.length > 0 && free !== null && free < 0) {
    await data.dropInvitations(team.id, ids)
    throw new AppError('conflict', wordsOfNoRoom(Math.max(0, free + ids.length)))
  }
  for (const id of ids) {
    await mailTeamInvitation(id)
    await recordTeamEvent('team.invited', ctx, team)
  }
  return { invited: ids.length, known: [...known] }
}

/**
 * Mails an invitation again; its link is a new one and works for another week. The one before leads nowhere.
 *
 * @throws AppError `forbidden`; `not_found`; `conflict` when it had ended and its seat is taken; `rate_limited`
 */
export async function resendInvitation(ctx: Ctx, { id }: { id: string }): Promise<null> {
  assertCan(ctx, 'team:manage')
  const team = await requireTeam(ctx)
  const invitation = await data.findInvitationById(id)
  if (invitation?.workspaceId !== team.id) throw notFound('invitation')
  await assertWithinRate('mailAddress', invitation.email)
  await assertWithinRate('teamMail', team.id)
  const before = await data.extendInvitation(team.id, id, inAWeek())
  if (!before) throw notFound('invitation')
  const { free } = await seatsOf(ctx)
  if (before <= new Date() && free !== null && free < 0) {
    await data.extendInvitation(team.id, id, before)
    throw new AppError('conflict', wordsOfNoRoom(0))
  }
  await mailTeamInvitation(id)
  await recordTeamEvent('team.invited', ctx, team)
  return null
}

/** Takes an invitation back: its link ends at once. @throws AppError `forbidden`; `not_found` when it was used or taken back before */
export async function revokeTeamInvitation(ctx: Ctx, { id }: { id: string }): Promise<null> {
  assertCan(ctx, 'team:manage')
  const team = await requireTeam(ctx)
  if (!(await data.revokeInvitation(team.id, id))) throw notFound('invitation')
  await recordTeamEvent('team.invitation_revoked', ctx, team)
  return null
}

function assertRoom(free: number | null, wanted: number): void {
  if (free !== null && wanted > 0 && free < wanted)
    throw new AppError('conflict', wordsOfNoRoom(Math.max(0, free)))
}

function soundAddresses(emails: readonly string[]): string[] {
  const wrong = emails.find((email) => !z.email().safeParse(email).success)
  if (wrong === undefined) return [...new Set(emails)]
  const problem = `“${wrong}” is not an address.`
  throw new AppError('invalid_input', problem, { fields: { emails: problem } })
}

async function knownAmong(workspaceId: string, emails: readonly string[]): Promise<Set<string>> {
  const [members, invited] = await Promise.all([
    findMembers(workspaceId),
    data.findInvited(workspaceId, emails),
  ])
  const contacts = await findContacts(members.map(({ userId }) => userId))
  const here = [...contacts.values()].map(({ email }) => email).filter((email) => emails.includes(email))
  return new Set([...here, ...invited])
}

function wordsOfNoRoom(free: number): string {
  const left =
    free === 0
      ? 'There is no free seat'
      : free === 1
        ? 'There is one free seat'
        : `There are ${free} free seats`
  return `${left}, so nobody was invited.`
}
