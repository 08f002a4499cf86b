import 'server-only'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCanManage } from '@/lib/auth/permissions'
import { havePlansEffect } from '@/lib/auth/seats'
import { addCredit, findGivenEntries } from '../ledger/data'
import { findReceiver, namesOfReceivers } from '../managing/receiver'
import type { GiveCreditsInput, GivenCreditsRow } from '../schema'

const MOST_ROWS = 50

/**
 * Gives messages to the workspace of a person, or to a team of theirs. They see it with the words in their settings, and in their security log.
 *
 * @throws AppError `forbidden`; `factor_required`; `invalid_input` for an address nobody here has, or a team there is not
 */
export async function giveCredits(ctx: Ctx, input: GiveCreditsInput): Promise<{ name: string }> {
  assertCanManage(ctx, 'instance:billing')
  const { id, messages, note } = input
  const { userId, workspaceId, name } = await findReceiver(input)
  await addCredit({ key: `given:${id}`, workspaceId, userId, kind: 'given', messages, note })
  const subject = { userId, requestId: ctx.requestId, actorId: ctx.userId }
  await recordSecurityEvent('credits.given', subject, { messages, note })
  return { name }
}

/** @returns what was given, the newest first; null where plans mean nothing */
export async function listGivenCredits(ctx: Ctx): Promise<GivenCreditsRow[] | null> {
  assertCanManage(ctx, 'instance:billing')
  if (!havePlansEffect()) return null
  const found = await findGivenEntries(MOST_ROWS)
  const names = await namesOfReceivers(found)
  return found.map(({ _id, messages, note, at }, which) => ({
    id: _id.toHexString(),
    name: names[which] ?? '',
    messages,
    note: note ?? '',
    at: at.toISOString(),
  }))
}
