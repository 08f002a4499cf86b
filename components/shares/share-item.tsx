'use client'

import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { CopyButton } from '@/components/ui/copy-button'
import { toast } from '@/components/ui/overlay/toast-store'
import { besideOf, useNextFocus } from '@/components/ui/use-next-focus'
import { updateShare } from '@/lib/shares/actions'
import type { ShareDto } from '@/lib/shares/schema'
import { addressOf } from './commands'
import { EditShare } from './edit-share'

export type DateStyle = { locale: string; timeZone: string }

type ShareItemProps = {
  share: ShareDto
  dates: DateStyle
  /** The end of the branch on screen, where there is one: a link that shows another can be moved to it. */
  leafId?: string
  onChange: (share: ShareDto) => void
  onStop: (share: ShareDto) => void
}

/** A link that works: its address, what it shows, and what can be done with it. */
export function ShareItem({ share, dates, leafId, onChange, onStop }: ShareItemProps) {
  const [editing, setEditing] = useState(false)
  const [moving, setMoving] = useState(false)
  const item = useNextFocus<HTMLLIElement>(besideOf)
  const change = useRef<HTMLButtonElement>(null)

  async function move() {
    if (!leafId) return
    setMoving(true)
    const result = await callAction(() => updateShare({ id: share.id, leafId }))
    setMoving(false)
    if (result.ok) onChange(result.data)
    else toast({ title: result.error.message, tone: 'danger' })
  }

  return (
    <li ref={item} className="flex flex-col gap-3 rounded-control border p-4">
      <div className="flex min-w-0 flex-col gap-1">
        <a
          href={share.path}
          target="_blank"
          rel="noopener"
          dir="auto"
          className="truncate font-medium hover:underline"
        >
          {share.title}
          <span className="sr-only"> (opens a new tab)</span>
        </a>
        <p className="text-ink-muted">{factsOf(share, dates)}</p>
      </div>
      {editing ? (
        <EditShare
          share={share}
          onDone={(changed) => {
            flushSync(() => setEditing(false))
            change.current?.focus()
            if (changed) onChange(changed)
          }}
        />
      ) : (
        <div className="flex flex-wrap gap-2">
          <CopyButton text={addressOf(share)} label="Copy link" size="sm" />
          <Button ref={change} size="sm" variant="ghost" onClick={() => setEditing(true)}>
            Change
          </Button>
          {leafId && leafId !== share.leafId && (
            <Button size="sm" variant="ghost" loading={moving} onClick={move}>
              Show what is here now
            </Button>
          )}
          <button
            type="button"
            className={buttonStyles({ size: 'sm', variant: 'ghost', className: 'text-danger' })}
            onClick={() => onStop(share)}
          >
            Stop sharing
          </button>
        </div>
      )}
    </li>
  )
}

function factsOf({ createdAt, expiresAt, authorName }: ShareDto, { locale, timeZone }: DateStyle): string {
  const day = (iso: string) =>
    new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' }).format(new Date(iso))
  const end =
    expiresAt && (new Date(expiresAt) <= new Date() ? `ended ${day(expiresAt)}` : `ends ${day(expiresAt)}`)
  return [
    `Shared ${day(createdAt)}`,
    end ?? 'does not end',
    authorName ? `as ${authorName}` : 'without your name',
  ].join(' · ')
}
