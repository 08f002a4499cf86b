import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Invitations } from '@/components/invitations/invitations'
import { Notice } from '@/components/ui/notice'
import { readSignUpRules } from '@/lib/accounts/server'
import { lacksSecondStep, mayManage } from '@/lib/auth/permissions'
import { requirePageContext } from '@/lib/auth/server'
import { listInvitations } from '@/lib/ways/server'

export const metadata: Metadata = { title: 'Invitations' }

export default async function InvitationsPage() {
  const ctx = await requirePageContext()
  if (!mayManage(ctx, 'instance:invite')) notFound()
  if (lacksSecondStep(ctx)) return null
  const { mode } = await readSignUpRules()
  return (
    <>
      <h1 className="font-medium text-2xl tracking-tight">Invitations</h1>
      {mode === 'closed' && (
        <Notice>New accounts are closed here (SIGN_UP=closed), so invitations open nothing.</Notice>
      )}
      <Invitations
        initial={await listInvitations(ctx)}
        canInviteAdmins={ctx.instanceRole === 'owner'}
        timeZone={ctx.timeZone}
        locale={ctx.locale}
      />
    </>
  )
}
