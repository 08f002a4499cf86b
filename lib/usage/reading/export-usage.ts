import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { contentDisposition } from '@/lib/core/content-disposition'
import { csvLine } from '@/lib/core/csv-line'
import { encodeTexts, toStream } from '@/lib/core/to-stream'
import { readUsageEvents } from './data'

const COLUMNS = [
  ...['day', 'at', 'feature', 'model', 'own_key', 'status'],
  ...['input_tokens', 'cached_tokens', 'output_tokens', 'reasoning_tokens', 'estimated'],
  ...['usd_per_million_input', 'usd_per_million_output', 'cost_usd', 'paid_by'],
]

/** @returns every call of a model that was made for the caller, as a CSV file that is written while it is read */
export async function exportUsage(ctx: Ctx) {
  assertCan(ctx, 'profile:read')
  return {
    stream: toStream(encodeTexts(lines(ctx))),
    contentType: 'text/csv; charset=utf-8',
    disposition: contentDisposition(`numina-usage-${new Date().toISOString().slice(0, 10)}.csv`),
  }
}

async function* lines(ctx: Ctx): AsyncGenerator<string> {
  yield csvLine(COLUMNS)
  for await (const event of readUsageEvents(ctx, '')) {
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
    ])
  }
}
