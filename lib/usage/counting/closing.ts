import 'server-only'
import type { Scope } from '@/lib/auth/context'
import {
  type Asking,
  type CounterDocument,
  counters,
  type From,
  fieldOf,
  idsOf,
  isOfPlan,
  keyOf,
  partFields,
  type Reservation,
} from './data'

/** Says that a message is still being answered, which takes longer than most. */
export async function touchMessage({ id, workspaceId, day }: Reservation): Promise<void> {
  const now = new Date()
  await counters().updateOne(
    { key: keyOf(workspaceId, day), [`pending.${id}`]: { $exists: true } },
    { $set: { [`pending.${id}.at`]: now, touchedAt: now } },
  )
}

/** How a message ended that was let through. `counts`: false gives it back. */
export type Closing = Asking & Scope & { paidBy: From; counts: boolean }

/** @returns how a message ended in the person's own workspace, if it counts there, too */
export const closingAtHome = ({ home, ...closing }: Closing): Closing[] =>
  home ? [{ ...closing, workspaceId: home, keyId: null, home: null, paidBy: 'elsewhere' }] : []

/** Closes messages that are still open, each once, however often it is asked for. */
export async function closeMessages(closings: readonly Closing[]): Promise<void> {
  if (closings.length === 0) return
  await counters().bulkWrite(
    closings
      .flatMap((closing) => [closing, ...closingAtHome(closing)])
      .flatMap((closing) =>
        closing.counts
          ? closeOne(closing, {}, [])
          : [givenBack(closing, true), givenBack(closing, false)].flat(),
      ),
    { ordered: false },
  )
}

/** It may have been let through before there were parts, from which nothing can be taken off then: one of the two matches. */
function givenBack(closing: Closing, hasParts: boolean) {
  const { userId, keyId, day } = closing
  const fields = hasParts ? idsOf(userId, keyId).flatMap((id) => partFields(id, day)) : []
  return closeOne(closing, { [`parts.${userId}`]: { $exists: hasParts } }, fields)
}

function closeOne({ id, workspaceId, day, paidBy, counts }: Closing, condition: object, takenOff: string[]) {
  const changes = {
    ...(paidBy === 'plan' && { open: -1 }),
    ...(isOfPlan(paidBy) && !counts && { messages: -1, [fieldOf(day)]: -1 }),
    ...Object.fromEntries(takenOff.map((field) => [field, -1])),
  }
  return [
    {
      updateOne: {
        filter: { key: keyOf(workspaceId, day), [`pending.${id}`]: { $exists: true }, ...condition },
        update: {
          $unset: { [`pending.${id}`]: '' as const },
          ...(Object.keys(changes).length > 0 && { $inc: changes }),
        },
      },
    },
  ]
}

/** Counters with messages that were let through and of which nothing has been heard since `before`. */
export async function findOpenCounters(before: Date): Promise<CounterDocument[]> {
  return counters()
    .find({ open: { $gt: 0 }, touchedAt: { $lt: before } })
    .limit(200)
    .toArray()
}
