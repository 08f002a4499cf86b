import type { Metadata } from 'next'
import { Reports } from '@/components/admin/reports/reports'
import { listReports } from '@/lib/feedback/server'
import { requireManager } from '../admin-pages'

export const metadata: Metadata = { title: 'Reports' }

export default async function ReportsPage() {
  const ctx = await requireManager('instance:reports')
  if (!ctx) return null
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Reports</h1>
      <Reports
        first={await listReports(ctx, { isHandled: false })}
        timeZone={ctx.timeZone}
        locale={ctx.locale}
      />
    </>
  )
}
