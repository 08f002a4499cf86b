'use client'

import { useRouter } from 'next/navigation'
import { callAction } from '@/components/actions/call-action'
import { setMemberCaps } from '@/lib/usage/actions'
import type { Caps } from '@/lib/usage/schema'
import { CapsDialog } from './caps-dialog'

/** How many messages a member may ask for at most in the team. */
export default function MemberCaps({
  member: { id, name, limit },
  onClose,
}: {
  member: { id: string; name: string; limit: Caps | null }
  onClose: () => void
}) {
  const router = useRouter()
  return (
    <CapsDialog
      name={name}
      caps={limit}
      description="It counts in this team, with their next message, also what they asked for before. They see it under Settings, Usage, with your name, and in their security log."
      save={(wanted) => callAction(() => setMemberCaps({ userId: id, ...wanted }))}
      onClose={onClose}
      onDone={() => router.refresh()}
    />
  )
}
