'use client'

import { type KeyboardEvent, useEffect, useRef } from 'react'
import { cn } from '@/components/ui/cn'

/** Where something gets another name: Enter and leaving it save, Escape does not. */
export function NameField({
  label,
  value,
  maxLength,
  onSave,
  onDone,
  className,
}: {
  label: string
  value: string
  maxLength: number
  onSave: (value: string) => void
  onDone: () => void
  className?: string | undefined
}) {
  const field = useRef<HTMLInputElement>(null)
  const cancelled = useRef(false)

  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])

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
      aria-label={label}
      defaultValue={value}
      maxLength={maxLength}
      onKeyDown={press}
      onBlur={(event) => {
        if (!cancelled.current) onSave(event.currentTarget.value)
        onDone()
      }}
      className={cn(
        'h-9 w-full min-w-0 rounded-md border border-line-strong bg-surface-raised px-2 text-base text-ink md:text-sm',
        className,
      )}
    />
  )
}
