import type { Metadata } from 'next'
import { People } from '@/components/admin/people/people'
import { countInsightUsers } from '@/lib/insight/server'
import { listPeople } from '@/lib/people/server'
import { requireManager } from '../admin-pages'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage() {
  const ctx = await requireManager('instance:people')
  if (!ctx) return null
  const [first, withInsight] = await Promise.all([listPeople(ctx, {}), countInsightUsers(ctx)])
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">People</h1>
      <People first={first} timeZone={ctx.timeZone} locale={ctx.locale} />
      <p className="text-ink-muted text-sm">
        {withInsight === 1 ? '1 person has' : `${withInsight.toLocaleString('en')} people have`} emotional
        insight on. What is read of them is theirs alone.
      </p>
    </>
  )
}
