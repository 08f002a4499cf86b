import 'server-only'
import { findContacts } from '@/lib/accounts/server'
import type { TeamEventKind } from '@/lib/audit/schema'
import { findTeamEvents } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { findMembers } from '../data'
import { requireTeam } from '../require-team'
import type { TeamLogEntry } from '../schema'

const SHOWN = 50
/** An event stands in the logs of whoever did it, of the owner, and of the one it happened to. */
const COPIES = 3

/** @returns what happened in the team at hand last, newest first. @throws AppError `forbidden`; `not_found` */
export async function readTeamLog(ctx: Ctx): Promise<TeamLogEntry[]> {
  assertCan(ctx, 'team:manage')
  const team = await requireTeam(ctx)
  const members = await findMembers(team.id)
  const people = members.map(({ userId }) => userId)
  const found = await findTeamEvents(team.id, people, SHOWN * COPIES)
  const events = new Map(found.toReversed().map((entry) => [entry['data']?.event, entry]))
  const newest = [...events.values()].toReversed().slice(0, SHOWN)
  const names = await findContacts([
    ...new Set(newest.flatMap(({ actorId, data }) => [actorId, data?.aboutId].filter(Boolean))),
  ])
  const nameOf = (id: string | null | undefined) => (id && names.get(id)?.name) || 'Somebody who is gone'
  return newest.map(({ _id, kind, actorId, data, createdAt }) => ({
    id: _id.toHexString(),
    kind: kind as TeamEventKind,
    by: nameOf(actorId),
    about: nameOf(data?.aboutId),
    at: createdAt.toISOString(),
  }))
}
