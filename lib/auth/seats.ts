import { getEnv } from '@/lib/env'
import type { Ctx, HeldPlan, WorkspaceRole } from './context'

/**
 * @returns whether plans mean anything here: where they are sold, and where the operator has written some. Elsewhere nobody could do
 * anything about a limit.
 */
export function havePlansEffect(): boolean {
  const { PLANS: source, STRIPE_SECRET_KEY: key } = getEnv()
  return source !== 'off' && (key !== undefined || source !== undefined)
}

/** @returns what is held at a time: when the first plan is over, the one after it */
export function heldAt(held: HeldPlan | null, now: Date): HeldPlan | null {
  if (held?.until == null || new Date(held.until) > now) return held
  return heldAt(held.after ?? null, now)
}

/** @returns how many members can write: what is paid, and one without a plan; null where plans mean nothing */
export function seatsAt(held: HeldPlan | null, now: Date = new Date()): number | null {
  return havePlansEffect() ? (heldAt(held, now)?.seats ?? 1) : null
}

/** Whoever has no seat (any more) reads what they have, and writes again with the next seat. An owner always has one. */
export function actsAs(
  { role, plan }: { role: string; plan: unknown },
  now: Date = new Date(),
): Pick<Ctx, 'role' | 'isBeyondSeats'> {
  const held = plan as HeldPlan | null
  const seats = role === 'owner' ? null : seatsAt(held, now)
  if (seats === null || (held?.place ?? Infinity) <= seats) return { role: role as WorkspaceRole }
  return { role: 'viewer', isBeyondSeats: true }
}
