'use client'

import type { ComponentProps, MouseEvent } from 'react'
import { type ButtonLook, buttonStyles } from './button-styles'
import { cn } from './cn'
import { Spinner } from './spinner'

export type ButtonProps = ComponentProps<'button'> & ButtonLook & { loading?: boolean }

/**
 * A button. While `loading` it keeps its width, its focus and its name, shows a spinner and ignores presses
 * (also the Enter key in the form it submits).
 */
export function Button({
  variant,
  size,
  className,
  loading = false,
  onClick,
  children,
  ...props
}: ButtonProps) {
  function press(event: MouseEvent<HTMLButtonElement>) {
    if (loading) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      type="button"
      {...props}
      onClick={press}
      aria-busy={loading || undefined}
      aria-disabled={loading || undefined}
      className={buttonStyles({
        ...(variant && { variant }),
        ...(size && { size }),
        ...(className && { className }),
      })}
    >
      <span className={cn('inline-flex min-w-0 items-center gap-2', loading && 'opacity-0')}>{children}</span>
      {loading && <Spinner className="absolute" />}
    </button>
  )
}
