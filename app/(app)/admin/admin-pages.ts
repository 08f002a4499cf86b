import type { NavPage } from '@/components/shell/page-nav'
import type { Ctx } from '@/lib/auth/context'
import { type InstancePermission, mayManage } from '@/lib/auth/permissions'

const PAGES: readonly (NavPage & { needs: InstancePermission })[] = [
  { href: '/admin/people', label: 'People', needs: 'instance:people' },
  { href: '/admin/invitations', label: 'Invitations', needs: 'instance:invite' },
  { href: '/admin/reports', label: 'Reports', needs: 'instance:reports' },
]

/** @returns the pages of managing this Numina that somebody's role opens */
export function adminPagesFor(ctx: Pick<Ctx, 'instanceRole'>): NavPage[] {
  return PAGES.filter(({ needs }) => mayManage(ctx, needs)).map(({ href, label }) => ({ href, label }))
}
