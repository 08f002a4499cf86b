'use client'

import Link from 'next/link'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { attemptStorage } from '@/components/ui/attempt-storage'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { Notice } from '@/components/ui/notice'
import type { Rest } from '@/lib/accounts/schema'
import { careSignal } from '../care/care-signal'
import { useConversation } from '../conversation/context'
import { type Kept, lookAt, type Reason } from './rest-rules'

const KEY = 'numina.rest'

/** Says gently that it is late, or that somebody has been here for long. What it goes by stays in this browser. @param sentAt when the last message was sent here */
export function RestNotice({ rest, sentAt }: { rest: Rest; sentAt: Date }) {
  const { reader, session, focusComposer } = useConversation()
  const { timeZone } = reader
  const [reason, setReason] = useState<Reason | null>(null)
  useEffect(() => {
    const seen = lookAt(rest, timeZone, sentAt, readKept())
    attemptStorage('local', (storage) => storage.setItem(KEY, JSON.stringify(seen.kept)))
    if (seen.reason) setReason(seen.reason)
  }, [sentAt, rest, timeZone])
  // Where help lines are offered, nothing else is said beside them.
  const cares = () => session.id in careSignal.read()
  const isCared = useSyncExternalStore(careSignal.subscribe, cares, () => false)
  if (!reason || isCared) return null
  return (
    <Notice live className="mb-2">
      <p>{wordsOf(reason)}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button
          size="sm"
          onClick={() => {
            setReason(null)
            focusComposer()
          }}
        >
          All right
        </Button>
        {!rest.isYoung && (
          <Link href="/settings/profile#rest" className={buttonStyles({ size: 'sm', variant: 'ghost' })}>
            When I am told
          </Link>
        )}
      </div>
    </Notice>
  )
}

function wordsOf({ why, nights }: Reason): string {
  if (why === 'sitting')
    return 'You have been here for quite a while. A short break, a glass of water or somebody to talk to may do you good; everything is still here afterwards.'
  if (nights >= 3)
    return 'You have been up with Numina late for several nights this week. If the nights are hard, somebody you trust, by day, can help more than a program.'
  return 'It is late where you are. If you can, sleep on it: everything is still here tomorrow.'
}

function readKept(): Kept | null {
  return attemptStorage('local', (storage) => {
    const kept = JSON.parse(storage.getItem(KEY) ?? 'null') as Partial<Kept> | null
    const isWhole = [kept?.began, kept?.last, kept?.told].every((time) => typeof time === 'number')
    return isWhole && Array.isArray(kept?.nights) ? (kept as Kept) : null
  })
}
