'use client'

import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useCall } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { Notice } from '@/components/ui/notice'
import type { Result } from '@/lib/core/result'

/**
 * What the link of a mail does, by a button: programs that look at links in mails must not use them up.
 *
 * @param say the words for when it has happened
 * @param next where to go then
 */
export function LinkAction<T>({
  action,
  label,
  say,
  next,
}: {
  action: () => Promise<Result<T>>
  label: string
  say: (data: T) => ReactNode
  next: { href: string; label: string }
}) {
  const [done, setDone] = useState<{ data: T } | null>(null)
  const { error, pending, run } = useCall()
  const press = () =>
    run(
      () => callAction(action),
      (data) => setDone({ data }),
    )

  if (done) {
    return (
      <>
        <Notice tone="success" live>
          {say(done.data)}
        </Notice>
        <Link href={next.href} className={buttonStyles({ variant: 'primary' })}>
          {next.label}
        </Link>
      </>
    )
  }
  return (
    <>
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <Button variant="primary" loading={pending} onClick={press}>
        {label}
      </Button>
    </>
  )
}
