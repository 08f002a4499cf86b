import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { People } from '@/components/admin/people/people'
import { lacksSecondStep, mayManage } from '@/lib/auth/permissions'
import { requirePageContext } from '@/lib/auth/server'
import { listPeople } from '@/lib/people/server'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage() {
  const ctx = await requirePageContext()
  if (!mayManage(ctx, 'instance:people')) notFound()
  if (lacksSecondStep(ctx)) return null
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">People</h1>
      <People first={await listPeople(ctx, {})} timeZone={ctx.timeZone} locale={ctx.locale} />
    </>
  )
}
