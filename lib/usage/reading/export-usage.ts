import 'server-only'
import { userNames } from '@/lib/accounts/server'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { contentDisposition } from '@/lib/core/content-disposition'
import { csvLine } from '@/lib/core/csv-line'
import { encodeTexts, toStream } from '@/lib/core/to-stream'
import type { UsageOf } from '../schema'
import { findKeyNames, readUsageEvents } from './data'

const COLUMNS = [
  ...['day', 'at', 'feature', 'model', 'own_key', 'status'],
  ...['input_tokens', 'cached_tokens', 'output_tokens', 'reasoning_tokens', 'estimated'],
  ...['usd_per_million_input', 'usd_per_million_output', 'cost_usd', 'paid_by', 'key'],
]

/**
 * @returns every call of a model that was made for the caller, or for everybody in a team, as a CSV file that is written while it is read
 * @throws AppError `forbidden`
 */
export async function exportUsage(ctx: Ctx, of: UsageOf = 'me') {
  assertCan(ctx, of === 'team' ? 'team:manage' : 'profile:read')
  return {
    stream: toStream(encodeTexts(lines(ctx, of))),
    contentType: 'text/csv; charset=utf-8',
    disposition: contentDisposition(`numina-usage-${new Date().toISOString().slice(0, 10)}.csv`),
  }
}

async function* lines({ workspaceId, userId }: Ctx, of: UsageOf): AsyncGenerator<string> {
  const isTeam = of === 'team'
  const [nameOf, keyNameOf] = [named(userNames), named((ids) => findKeyNames(workspaceId, ids))]
  yield csvLine([...COLUMNS, ...(isTeam ? ['member'] : [])])
  for await (const event of readUsageEvents({ workspaceId, userId: isTeam ? null : userId }, '')) {
    const { day, at, feature, model, isOwnKey, status, isEstimated, price, cost } = event
    const tokens = [event.input, event.cached, event.output, event.reasoning].map(String)
    const prices = [price?.input, price?.output].map((value) => (value === undefined ? '' : String(value)))
    yield csvLine([
      ...[day, at.toISOString(), feature, model, isOwnKey ? 'yes' : 'no', status],
      ...tokens,
      isEstimated ? 'yes' : 'no',
      ...prices,
      cost === null ? '' : (cost / 1_000_000).toFixed(6),
      event.paidBy ?? '',
      event.keyId ? await keyNameOf(event.keyId.toHexString()) : '',
      ...(isTeam ? [await nameOf(event.userId.toHexString())] : []),
    ])
  }
}

/** Looks names up once each. */
function named(find: (ids: string[]) => Promise<Map<string, string>>): (id: string) => Promise<string> {
  const known = new Map<string, string>()
  return async (id) => {
    if (!known.has(id)) known.set(id, (await find([id])).get(id) ?? id)
    return known.get(id) ?? id
  }
}
