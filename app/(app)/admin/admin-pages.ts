import { notFound } from 'next/navigation'
import type { NavPage } from '@/components/shell/page-nav'
import type { Ctx } from '@/lib/auth/context'
import { type InstancePermission, lacksSecondStep, mayManage } from '@/lib/auth/permissions'
import { requirePageContext } from '@/lib/auth/server'

const PAGES: readonly (NavPage & { needs: InstancePermission })[] = [
  { href: '/admin/people', label: 'People', needs: 'instance:people' },
  { href: '/admin/invitations', label: 'Invitations', needs: 'instance:invite' },
  { href: '/admin/reports', label: 'Reports', needs: 'instance:reports' },
  { href: '/admin/billing', label: 'Billing', needs: 'instance:billing' },
]

/** @returns the pages of managing this Numina that somebody's role opens */
export function adminPagesFor(ctx: Pick<Ctx, 'instanceRole'>): NavPage[] {
  return PAGES.filter(({ needs }) => mayManage(ctx, needs)).map(({ href, label }) => ({ href, label }))
}

/**
 * The context of a page of somebody who manages; for others the page is not there.
 *
 * @returns null while the second step is missing, for which the layout asks
 */
export async function requireManager(permission: InstancePermission): Promise<Ctx | null> {
  const ctx = await requirePageContext()
  if (!mayManage(ctx, permission)) notFound()
  return lacksSecondStep(ctx) ? null : ctx
}
