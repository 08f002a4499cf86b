import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { contentDisposition } from '@/lib/core/content-disposition'
import { csvLine } from '@/lib/core/csv-line'
import { notFound } from '@/lib/core/errors'
import { encodeTexts, toStream } from '@/lib/core/to-stream'
import type { GrowthSeries } from '../schema'
import { readGrowth } from './read-growth'

const COLUMNS = [
  ...['month', 'currency', 'plan', 'mrr', 'new', 'reactivated', 'expansion', 'contraction', 'churned'],
  ...['from_or_to_other_plans', 'trials_begun', 'trials_converted', 'payments_failed'],
]

/** @returns every month by currency and plan as a CSV file; amounts are a month's in the smallest unit of their currency */
export async function exportGrowth(ctx: Ctx) {
  const growth = await readGrowth(ctx)
  if (!growth) throw notFound('figures')
  return {
    stream: toStream(encodeTexts(lines(growth))),
    contentType: 'text/csv; charset=utf-8',
    disposition: contentDisposition(`numina-revenue-${new Date().toISOString().slice(0, 10)}.csv`),
  }
}

async function* lines(growth: readonly GrowthSeries[]): AsyncGenerator<string> {
  yield csvLine(COLUMNS)
  for (const { currency, plan, months } of growth)
    if (plan !== null)
      for (const each of months) {
        const { total, reactivated, expansion, contraction, churned, moved } = each
        const amounts = [total, each.new, reactivated, expansion, contraction, churned, moved]
        yield csvLine([
          ...[each.month, currency, plan],
          ...amounts.map((yearly) => String(Math.round((yearly / 12) * 100) / 100)),
          ...[each.trials, each.converted, each.failed].map(String),
        ])
      }
}
