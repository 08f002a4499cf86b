import 'server-only'
import { findAccountByEmail, findHomeOf, userNames } from '@/lib/accounts/server'
import { recordSecurityEvent } from '@/lib/audit/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCanManage } from '@/lib/auth/permissions'
import { havePlansEffect } from '@/lib/auth/seats'
import { AppError } from '@/lib/core/errors'
import { addCredit, findGivenEntries } from '../ledger/data'
import type { GiveCreditsInput, GivenCreditsRow } from '../schema'

const MOST_ROWS = 50

/**
 * Gives messages to the workspace of a person. They see it with the words in their settings, and in their security log.
 *
 * @throws AppError `forbidden`; `factor_required`; `invalid_input` for an address nobody here has
 */
export async function giveCredits(ctx: Ctx, input: GiveCreditsInput): Promise<{ name: string }> {
  assertCanManage(ctx, 'instance:billing')
  const { id, email, messages, note } = input
  const person = await findAccountByEmail(email)
  const home = person && (await findHomeOf(person._id))
  if (!home) {
    const words = 'Nobody here has this address.'
    throw new AppError('invalid_input', words, { fields: { email: words } })
  }
  const { workspaceId } = home
  await addCredit({ key: `given:${id}`, workspaceId, userId: person._id, kind: 'given', messages, note })
  const subject = { userId: person._id, requestId: ctx.requestId, actorId: ctx.userId }
  await recordSecurityEvent('credits.given', subject, { messages, note })
  return { name: person.name }
}

/** @returns what was given, the newest first; null where plans mean nothing */
export async function listGivenCredits(ctx: Ctx): Promise<GivenCreditsRow[] | null> {
  assertCanManage(ctx, 'instance:billing')
  if (!havePlansEffect()) return null
  const found = await findGivenEntries(MOST_ROWS)
  const names = await userNames(found.map(({ userId }) => userId.toHexString()))
  return found.map(({ _id, userId, messages, note, at }) => ({
    id: _id.toHexString(),
    name: names.get(userId.toHexString()) ?? 'Somebody who is gone',
    messages,
    note: note ?? '',
    at: at.toISOString(),
  }))
}
