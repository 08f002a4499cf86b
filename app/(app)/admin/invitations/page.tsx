import type { Metadata } from 'next'
import { Invitations } from '@/components/invitations/invitations'
import { Notice } from '@/components/ui/notice'
import { readSignUpRules } from '@/lib/accounts/server'
import { listInvitations } from '@/lib/ways/server'
import { requireManager } from '../admin-pages'

export const metadata: Metadata = { title: 'Invitations' }

export default async function InvitationsPage() {
  const ctx = await requireManager('instance:invite')
  if (!ctx) return null
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
