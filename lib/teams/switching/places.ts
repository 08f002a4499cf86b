import 'server-only'
import { findMemberships } from '@/lib/accounts/server'
import type { Ctx, HeldPlan } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { havePlansEffect } from '@/lib/auth/seats'
import { planOf } from '@/lib/billing/server'
import { findTeam, findWorkspaces } from '../data'
import type { PlaceDto } from '../schema'

/** @returns where the caller works: their own workspace first, then their teams, the oldest membership first */
export async function listPlaces(ctx: Ctx): Promise<PlaceDto[]> {
  assertCan(ctx, 'profile:read')
  const memberships = await findMemberships(ctx.userId)
  const found = await findWorkspaces(memberships.map(({ workspaceId }) => workspaceId))
  return memberships.flatMap(({ workspaceId, plan }) => {
    const workspace = found.get(workspaceId)
    if (!workspace) return []
    return {
      id: workspaceId,
      team: workspace.isTeam ? workspace.name : null,
      plan: havePlansEffect() ? planOf({ plan: plan as HeldPlan | null }).name : null,
      isHere: workspaceId === ctx.workspaceId,
    }
  })
}

/** @returns the name of the team the caller is in; null in their own workspace, which costs no look into the database */
export async function teamAtHand(ctx: Ctx): Promise<string | null> {
  assertCan(ctx, 'profile:read')
  return ctx.home ? ((await findTeam(ctx.workspaceId))?.name ?? null) : null
}
