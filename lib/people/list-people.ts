import 'server-only'
import { findAccounts } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCanManage } from '@/lib/auth/permissions'
import { formatCursor, parseCursor } from '@/lib/core/cursor'
import { lastSeenOf } from '@/lib/sessions/server'
import { givenCapsOf } from '@/lib/usage/server'
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
  const ids = page.map(({ _id }) => _id.toHexString())
  const [seen, caps] = await Promise.all([lastSeenOf(ids), givenCapsOf(ids)])
  const last = page.at(-1)
  return {
    people: page.map((account) => {
      const id = account._id.toHexString()
      return toDto(ctx, account, seen.get(id), caps.get(id))
    }),
    nextCursor:
      last && found.length > PAGE ? formatCursor({ at: last.createdAt, id: last._id.toHexString() }) : null,
  }
}
