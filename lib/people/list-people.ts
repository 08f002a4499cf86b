import 'server-only'
import { findAccounts } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCanManage } from '@/lib/auth/permissions'
import { formatCursor, parseCursor } from '@/lib/core/cursor'
import { lastSeenOf } from '@/lib/sessions/server'
import { type ListPeopleInput, listPeopleInput, type PeoplePage } from './schema'
import { toDto } from './to-dto'

const PAGE = 30

/**
 * @param input words of the name or the address
 * @returns a page of the accounts of this Numina, the newest first
 * @throws AppError `forbidden`; `factor_required`; `bad_request` for a cursor that no page gave out
 */
export async function listPeople(ctx: Ctx, input: ListPeopleInput): Promise<PeoplePage> {
  assertCanManage(ctx, 'instance:people')
  const { words, filter, cursor } = listPeopleInput.parse(input)
  const before = cursor ? parseCursor(cursor) : null
  const found = await findAccounts({ words, filter, before }, PAGE + 1)
  const page = found.slice(0, PAGE)
  const seen = await lastSeenOf(page.map(({ _id }) => _id.toHexString()))
  const last = page.at(-1)
  return {
    people: page.map((account) => toDto(ctx, account, seen.get(account._id.toHexString()))),
    nextCursor:
      last && found.length > PAGE ? formatCursor({ at: last.createdAt, id: last._id.toHexString() }) : null,
  }
}
