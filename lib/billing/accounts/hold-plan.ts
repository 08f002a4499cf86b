import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { HeldPlan } from '@/lib/auth/context'
import { log } from '@/lib/platform/log'
import { allPlans } from '../plans/read-plans'
import { findMembers, writeHeldPlans } from '../seats/data'
import { findAccount } from './data'
import { heldPlanOf } from './held-plan'

/** More than can happen by people who join and leave at once. */
const ATTEMPTS = 10

/**
 * Tells every member of a workspace which plan it holds and which of the members they are, so that a request knows from what it reads anyway
 * whether there is a seat for them. For whatever changes the plan, and for whoever joins, leaves, or becomes an owner. What changes
 * meanwhile is told, too.
 */
export async function holdPlan(workspaceId: string): Promise<void> {
  let told = await readHolding(workspaceId)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await writeHeldPlans(workspaceId, told)
    const now = await readHolding(workspaceId)
    if (isDeepStrictEqual(now, told)) return
    told = now
  }
  log.warn('a workspace did not come to rest while its plan was told', { workspaceId })
}

/** @returns what each membership holds, by its id */
async function readHolding(workspaceId: string): Promise<[membership: string, held: HeldPlan | null][]> {
  const [account, members] = await Promise.all([findAccount(workspaceId), findMembers(workspaceId)])
  const held = account && heldPlanOf(account)
  return members.map(({ _id }, at) => [_id.toHexString(), placed(held, at + 1, members.length)])
}

/** Who is alone has no place among others. */
function placed(held: HeldPlan | null, place: number, members: number): HeldPlan | null {
  if (members < 2) return held
  return { ...(held ?? { key: allPlans()[0]?.key ?? '', seats: 1, until: null }), place, members }
}
