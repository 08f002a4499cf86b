'use client'

import { callAction } from '@/components/actions/call-action'
import { leaveTo, useCall } from '@/components/actions/use-call'
import { whereabouts } from '@/components/settings/time-zone'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { enterAsGuest } from '@/lib/ways/actions'

/** Begins to chat without an account. */
export function GuestButton() {
  const { error, pending, run } = useCall()
  const enter = () =>
    run(
      () => callAction(() => enterAsGuest(whereabouts())),
      () => leaveTo('/chat'),
    )

  return (
    <>
      <Button size="lg" loading={pending} onClick={enter}>
        Try it without an account
      </Button>
      {error && (
        <Notice tone="danger" live className="basis-full">
          {error.message}
        </Notice>
      )}
    </>
  )
}
