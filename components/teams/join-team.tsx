'use client'

import { callAction } from '@/components/actions/call-action'
import { leaveTo, useCall } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { joinTeam } from '@/lib/teams/actions'

/** Joins with one press, and goes there. */
export function JoinTeam({ token, team }: { token: string; team: string }) {
  const { error, pending, run } = useCall()
  return (
    <>
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <Button
        variant="primary"
        className="max-w-full"
        loading={pending}
        onClick={() =>
          void run(
            () => callAction(() => joinTeam({ token })),
            () => leaveTo('/chat'),
          )
        }
      >
        <span className="truncate">Join {team}</span>
      </Button>
    </>
  )
}
