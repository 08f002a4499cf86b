import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Reports } from '@/components/admin/reports/reports'
import { lacksSecondStep, mayManage } from '@/lib/auth/permissions'
import { requirePageContext } from '@/lib/auth/server'
import { listReports } from '@/lib/feedback/server'

export const metadata: Metadata = { title: 'Reports' }

export default async function ReportsPage() {
  const ctx = await requirePageContext()
  if (!mayManage(ctx, 'instance:reports')) notFound()
  if (lacksSecondStep(ctx)) return null
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
