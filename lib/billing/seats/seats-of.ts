import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { seatsAt } from '@/lib/auth/seats'
import { findAccount } from '../accounts/data'
import { heldPlanOf } from '../accounts/held-plan'
import type { SeatNeeds } from '../schema'
import { countTaken, isTeam } from './data'

/** Null: as many as one likes, where plans mean nothing. */
export type Seats = SeatNeeds & {
  /** That can be used today, those included that were given up and are paid for still. */
  now: number | null
  /** That stay: what is paid at the next renewal. Whoever is invited needs one of these. */
  count: number | null
  members: number
  /** Invitations that can still be taken. */
  invitations: number
  /** How many more can be invited; below zero when there are more people than seats. */
  free: number | null
}

/** @returns the seats of a workspace, and who takes them */
export async function seatsOf(workspace: string | Pick<Ctx, 'workspaceId'>): Promise<Seats> {
  const workspaceId = typeof workspace === 'string' ? workspace : workspace.workspaceId
  const now = new Date()
  const [account, taken, isOfTeam] = await Promise.all([
    findAccount(workspaceId),
    countTaken(workspaceId, now),
    isTeam(workspaceId),
  ])
  const count = seatsAt(account && heldPlanOf({ ...account, keptSeats: null }), now)
  return {
    now: seatsAt(account && heldPlanOf(account), now),
    count,
    ...taken,
    isTeam: isOfTeam,
    least: Math.max(1, taken.members + taken.invitations),
    free: count === null ? null : count - taken.members - taken.invitations,
  }
}
