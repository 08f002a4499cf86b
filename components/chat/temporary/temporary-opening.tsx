'use client'

import { useEffect, useState } from 'react'
import { Notice } from '@/components/ui/notice'
import { forgetTrace, hasTrace } from './leaving'

/** What a temporary conversation is; and when one has just ended, that it has. */
export function TemporaryOpening({ id }: { id: string }) {
  const [isGone, setIsGone] = useState(false)
  useEffect(() => {
    if (!hasTrace(id)) return
    setIsGone(true)
    forgetTrace()
  }, [id])
  return (
    <div className="flex flex-col gap-4">
      {isGone && (
        <Notice tone="warning" live>
          Your temporary conversation is gone. It ended when the page was closed or reloaded, and nothing of
          it was kept.
        </Notice>
      )}
      <p className="max-w-prose text-ink-muted">
        This chat is temporary. It is not saved, gets no title and is found by no search. It ends when you
        close or reload this page; until then you can look at other chats and come back.
      </p>
    </div>
  )
}
