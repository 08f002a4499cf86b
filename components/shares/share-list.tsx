'use client'

import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { toast } from '@/components/ui/overlay/toast-store'
import { listShares } from '@/lib/shares/actions'
import type { SharePage } from '@/lib/shares/schema'
import { type DateStyle, ShareItem } from './share-item'
import { useShares } from './use-shares'

/** All links of the person, newest first, some at a time. */
export function ShareList({ initial, dates }: { initial: SharePage; dates: DateStyle }) {
  const { shares, change, add, stop } = useShares(initial.shares)
  const [cursor, setCursor] = useState(initial.nextCursor)
  const [pending, setPending] = useState(false)

  async function more(from: string) {
    setPending(true)
    const result = await callAction(() => listShares({ cursor: from }))
    setPending(false)
    if (!result.ok) {
      toast({ title: result.error.message, tone: 'danger' })
      return
    }
    add(result.data.shares)
    setCursor(result.data.nextCursor)
  }

  if (shares.length === 0 && cursor === null) {
    return (
      <EmptyState title="Nothing is shared">
        The share button of a conversation makes a link that others can read. Your links are listed here.
      </EmptyState>
    )
  }
  return (
    <>
      <ul className="flex flex-col gap-3">
        {shares.map((share) => (
          <ShareItem key={share.id} share={share} dates={dates} onChange={change} onStop={stop} />
        ))}
      </ul>
      {cursor !== null && (
        <Button className="self-start" loading={pending} onClick={() => void more(cursor)}>
          Show more
        </Button>
      )}
    </>
  )
}
