'use client'

import { callAction } from '@/components/actions/call-action'
import { leaveTo, useCall } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { enterByLink } from '@/lib/ways/actions'
import { withCallback } from '../callback-url'

/** Signs in by the link of a mail, by a button: programs that look at links in mails must not use them up. */
export function LinkEnter({ token, callbackUrl }: { token: string; callbackUrl: string }) {
  const { error, pending, run } = useCall()
  const press = () =>
    run(
      () => callAction(() => enterByLink({ token })),
      ({ next }) => leaveTo(next === 'step' ? withCallback('/sign-in/step', callbackUrl) : callbackUrl),
    )

  return (
    <>
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <Button variant="primary" loading={pending} onClick={press}>
        Sign in
      </Button>
    </>
  )
}
