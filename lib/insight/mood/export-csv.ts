import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { contentDisposition } from '@/lib/core/content-disposition'
import { csvLine } from '@/lib/core/csv-line'
import { findCheckInsBetween, findReadingsBetween } from './data'
import { valenceOf } from './moments'

const COLUMNS = [
  ...['at', 'kind', 'feelings', 'valence', 'confidence', 'said_by_you', 'status', 'about', 'conversation'],
  ...['topics', 'note'],
]
const round = (value: number) => value.toFixed(3)

/** @returns every reading and check-in of the caller, oldest first, as a CSV file: its text, and the header that saves it */
export async function exportInsights(ctx: Ctx): Promise<{ text: string; disposition: string }> {
  assertCan(ctx, 'insight:read')
  const [from, before] = [new Date(0), new Date(Date.now() + 1)]
  const [readings, checkIns] = await Promise.all([
    findReadingsBetween(ctx, from, before),
    findCheckInsBetween(ctx, from, before),
  ])
  const rows = [
    ...readings.map(
      ({ at, status, labels, valence, confidence, perspective, said, conversationId, topics }) => {
        const feelings = said ?? labels.map(({ label }) => label)
        const value = round(said ? valenceOf(said) : valence)
        const known = said ? 'yes' : 'no'
        const where = conversationId.toHexString()
        return [
          at,
          'reading',
          feelings.join(' '),
          value,
          round(confidence),
          known,
          status,
          perspective,
          where,
          (topics ?? []).join(' '),
          '',
        ]
      },
    ),
    ...checkIns.map(({ at, valence, labels, note }) => {
      return [
        at,
        'check-in',
        labels.join(' '),
        round(valence),
        '1.000',
        'yes',
        'read',
        'speaker',
        '',
        '',
        note,
      ]
    }),
  ] as [Date, ...string[]][]
  rows.sort(([a], [b]) => a.getTime() - b.getTime())
  const lines = rows.map(([at, ...cells]) => csvLine([at.toISOString(), ...cells]))
  const name = `numina-insights-${new Date().toISOString().slice(0, 10)}.csv`
  return { text: csvLine(COLUMNS) + lines.join(''), disposition: contentDisposition(name) }
}
