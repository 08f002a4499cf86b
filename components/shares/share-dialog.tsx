'use client'

import { useEffect, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Dialog } from '@/components/ui/overlay/dialog'
import { createShare, listShares } from '@/lib/shares/actions'
import { type Choices, ShareChoices } from './share-choices'
import { type DateStyle, ShareItem } from './share-item'
import { useShares } from './use-shares'

type ShareDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  conversationId: string
  /** The last message of the branch on screen that has words. */
  leafId: string
  dates: DateStyle
}

/** Makes links to what is on screen, and shows those that the conversation has. */
export function ShareDialog({ open, onOpenChange, ...rest }: ShareDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Share this conversation"
      description="Everybody who has the link can read what you see here now. What is said later is not shown, nor are your instructions and other versions."
      className="max-w-lg"
    >
      <Shares {...rest} />
    </Dialog>
  )
}

function Shares({ conversationId, leafId, dates }: Omit<ShareDialogProps, 'open' | 'onOpenChange'>) {
  const { shares, change, add, prepend, stop } = useShares([])
  const [choices, setChoices] = useState<Choices>({ showAuthor: false, expiresInDays: null })
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [created, setCreated] = useState(false)

  useEffect(() => {
    void callAction(() => listShares({ conversationId })).then((result) => {
      if (result.ok) add(result.data.shares)
      else setError(result.error.message)
    })
  }, [conversationId, add])

  async function create() {
    setPending(true)
    setError(null)
    const { showAuthor, expiresInDays = null } = choices
    const result = await callAction(() => createShare({ conversationId, leafId, showAuthor, expiresInDays }))
    setPending(false)
    if (result.ok) prepend(result.data)
    else setError(result.error.message)
    setCreated(result.ok)
  }

  return (
    <>
      <ShareChoices name="new-share" value={choices} onChange={setChoices} />
      <Button variant="primary" className="self-start" loading={pending} onClick={create}>
        Create link
      </Button>
      {error && (
        <Notice tone="danger" live>
          {error}
        </Notice>
      )}
      <p role="status" className="sr-only">
        {created && 'The link is there.'}
      </p>
      {shares.length > 0 && (
        <section className="flex flex-col gap-3 border-t pt-4">
          <h3 className="font-medium">{shares.length === 1 ? 'Its link' : `Its ${shares.length} links`}</h3>
          <ul className="flex flex-col gap-3">
            {shares.map((share) => (
              <ShareItem
                key={share.id}
                share={share}
                dates={dates}
                leafId={leafId}
                onChange={change}
                onStop={stop}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
