'use client'

import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { leaveTo, useCall } from '@/components/actions/use-call'
import { STILL_SIGNED_IN, signOutHere } from '@/components/auth/sign-out'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Result } from '@/lib/core/result'

/** One thing to do before anything else can be done here; or signing out. */
export function DecideOrLeave({
  label,
  decide,
  outside,
}: {
  label: string
  decide: () => Promise<Result<null>>
  /** Where somebody goes who signs out. */
  outside: string
}) {
  const { error, setError, pending, run } = useCall()
  const [leaving, setLeaving] = useState(false)
  const confirm = () =>
    run(
      () => callAction(decide),
      () => leaveTo('/chat'),
    )

  async function leave() {
    setLeaving(true)
    setError(null)
    if (await signOutHere()) return leaveTo(outside)
    setLeaving(false)
    setError({ message: STILL_SIGNED_IN, requestId: '' })
  }

  return (
    <div className="flex flex-col gap-4">
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <Button variant="primary" loading={pending} onClick={confirm}>
        {label}
      </Button>
      <Button variant="ghost" loading={leaving} onClick={leave}>
        Sign out
      </Button>
    </div>
  )
}
