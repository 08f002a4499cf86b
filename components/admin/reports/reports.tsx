'use client'

import { EmptyState } from '@/components/ui/empty-state'
import { Segmented } from '@/components/ui/form/segmented'
import { listReports } from '@/lib/feedback/actions'
import type { ReportDto, ReportPage } from '@/lib/feedback/schema'
import { PagedList } from '../paged-list'
import { usePages } from '../use-pages'
import { ReportRow } from './report-row'

const STATES: { value: 'open' | 'handled'; label: string }[] = [
  { value: 'open', label: 'Open' },
  { value: 'handled', label: 'Dealt with' },
]

const pageOf = ({ reports, nextCursor }: ReportPage) => ({ items: reports, nextCursor })

async function read(isHandled: boolean, cursor: string | undefined) {
  const result = await listReports({ isHandled, cursor })
  return result.ok ? { ...result, data: pageOf(result.data) } : result
}

/** What people reported of answers, to be read and dealt with. */
export function Reports({
  first,
  timeZone,
  locale,
}: {
  first: ReportPage
  timeZone: string
  locale: string
}) {
  const list = usePages<boolean, ReportDto>(pageOf(first), false, read)
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const { asked: isHandled } = list
  return (
    <div className="flex flex-col gap-4">
      <Segmented
        legend="Show"
        name="state"
        options={STATES}
        value={isHandled ? 'handled' : 'open'}
        onChange={(state) => void list.ask(state === 'handled')}
      />
      <PagedList
        label="Reports"
        list={list}
        empty={
          <EmptyState title={isHandled ? 'No report was dealt with yet.' : 'No reports are open.'}>
            People report an answer from its menu in the chat.
          </EmptyState>
        }
        row={(report) => (
          <ReportRow
            key={report.id}
            report={report}
            when={format.format(new Date(report.at))}
            onSettled={() => list.change(report.id, null)}
          />
        )}
      />
    </div>
  )
}
