'use client'

import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { leaveTo, useCall } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { AlertDialog } from '@/components/ui/overlay/alert-dialog'
import { leaveTeam } from '@/lib/teams/actions'
import { KEPT_DAYS } from '@/lib/teams/limits'

/** Leaves the team and goes home. */
export function LeaveTeam({ name }: { name: string }) {
  const [open, setOpen] = useState(false)
  const { error, pending, run } = useCall()
  return (
    <div className="flex flex-col items-start gap-4">
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <Button onClick={() => setOpen(true)}>Leave the team</Button>
      <AlertDialog
        open={open}
        onOpenChange={setOpen}
        title={`Leave ${name}?`}
        description={`You are back in your own space. What you wrote in the team is kept for ${KEPT_DAYS} days, in case you are invited again, and then erased, also what you shared.`}
        confirm="Leave the team"
        pending={pending}
        onConfirm={() =>
          void run(
            () => callAction(() => leaveTeam(undefined)),
            () => leaveTo('/chat'),
          ).then(() => setOpen(false))
        }
      />
    </div>
  )
}
