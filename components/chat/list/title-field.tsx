'use client'

import { type KeyboardEvent, useEffect, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { TITLE_MAX_CHARS } from '@/lib/chat/limits'
import { rename } from './commands'

/** Where a conversation gets another title: Enter and leaving it save, Escape does not. */
export function TitleField({
  id,
  title,
  onDone,
  className,
}: {
  id: string
  title: string
  onDone: () => void
  className?: string
}) {
  const field = useRef<HTMLInputElement>(null)
  const cancelled = useRef(false)

  useEffect(() => field.current?.select(), [])

  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    if (event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    cancelled.current = event.key === 'Escape'
    event.currentTarget.blur()
  }

  return (
    <input
      ref={field}
      aria-label="Title"
      defaultValue={title}
      maxLength={TITLE_MAX_CHARS}
      onKeyDown={press}
      onBlur={(event) => {
        if (!cancelled.current) void rename(id, event.currentTarget.value)
        onDone()
      }}
      className={cn(
        'h-9 w-full min-w-0 rounded-md border border-line-strong bg-surface-raised px-2 text-base text-ink md:text-sm',
        className,
      )}
    />
  )
}
