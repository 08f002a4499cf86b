import type { Metadata } from 'next'
import { People } from '@/components/admin/people/people'
import { listPeople } from '@/lib/people/server'
import { requireManager } from '../admin-pages'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage() {
  const ctx = await requireManager('instance:people')
  if (!ctx) return null
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">People</h1>
      <People first={await listPeople(ctx, {})} timeZone={ctx.timeZone} locale={ctx.locale} />
    </>
  )
}
