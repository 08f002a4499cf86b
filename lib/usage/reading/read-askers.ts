import 'server-only'
import { userNames } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { can } from '@/lib/auth/permissions'
import { findMemberCaps } from '../caps/data'
import type { KeyUsage, MemberUsage, TeamUsage, UsageOf, UsageTotals } from '../schema'
import { type AskerRow, findKeyNames, sumByAsker } from './data'

/**
 * @returns who took what: in a team every member for those who manage it, and for others themselves beside the sum of all; and the keys of those
 * whose calls are shown. Counts alone, of nothing that was said
 */
export async function readAskers(
  ctx: Ctx,
  from: string,
  of: UsageOf,
): Promise<{ team: TeamUsage | null; keys: KeyUsage[] }> {
  const { workspaceId, userId } = ctx
  const [rows, members] = await Promise.all([
    sumByAsker({ workspaceId, userId: null }, from),
    findMemberCaps(workspaceId),
  ])
  const names = await userNames(members.map((member) => member.userId.toHexString()))
  const isManager = can(ctx, 'team:manage')
  const people = members.map((member): MemberUsage => {
    const id = member.userId.toHexString()
    return {
      ...{ id, name: names.get(id) ?? 'Somebody', limit: limitOf(member.givenCaps) },
      mayLimit: isManager && member.role !== 'owner' && id !== userId,
      ...totalsOf(rows.filter((row) => row._id.userId.toHexString() === id)),
    }
  })
  const here = new Set(people.map(({ id }) => id))
  const left = rows.filter(({ _id }) => !here.has(_id.userId.toHexString()))
  const gone = { id: null, name: 'Those who left', limit: null, mayLimit: false, ...totalsOf(left) }
  const all = [...people, ...(left.length > 0 ? [gone] : [])].sort((a, b) => b.output - a.output)
  const isTeam = members.length > 1 || left.length > 0
  return {
    team: isTeam
      ? { isManager, members: isManager ? all : all.filter(({ id }) => id === userId), total: totalsOf(rows) }
      : null,
    keys: await keysOf(
      rows.filter(({ _id }) => of === 'team' || _id.userId.toHexString() === userId),
      {
        workspaceId,
        names: of === 'team' ? names : null,
      },
    ),
  }
}

async function keysOf(
  rows: readonly AskerRow[],
  { workspaceId, names }: { workspaceId: string; names: Map<string, string> | null },
): Promise<KeyUsage[]> {
  const byKey = Map.groupBy(
    rows.filter(({ _id }) => _id.keyId),
    ({ _id }) => _id.keyId?.toHexString() ?? '',
  )
  const known = await findKeyNames(workspaceId, [...byKey.keys()])
  return [...byKey]
    .map(([id, own]) => ({
      id,
      name: known.get(id) ?? 'A key that is gone',
      owner: names ? (names.get(own[0]?._id.userId.toHexString() ?? '') ?? 'Somebody who left') : null,
      ...totalsOf(own),
    }))
    .sort((a, b) => b.output - a.output)
}

const limitOf = (caps: { day: number | null; month: number | null } | null) =>
  caps && { day: caps.day, month: caps.month }

function totalsOf(rows: readonly AskerRow[]): UsageTotals {
  const sum = (pick: (row: AskerRow) => number) => rows.reduce((total, row) => total + pick(row), 0)
  return {
    messages: sum(({ _id, calls }) => (_id.feature === 'reply' || _id.feature === 'api' ? calls : 0)),
    input: sum(({ input }) => input),
    output: sum(({ output }) => output),
    cost: sum(({ cost }) => cost),
  }
}
