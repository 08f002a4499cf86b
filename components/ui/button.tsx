'use client'

import type { ComponentProps, MouseEvent } from 'react'
import { cn } from './cn'
import { Spinner } from './spinner'

const variants = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-hover',
  secondary: 'border border-line-strong/60 bg-surface-raised text-ink hover:bg-ink/5',
  ghost: 'text-ink hover:bg-ink/6',
  danger: 'bg-danger text-danger-ink hover:bg-danger-hover',
}

const sizes = {
  sm: 'h-8 px-3 pointer-coarse:h-11',
  md: 'h-10 px-4 pointer-coarse:h-11',
  lg: 'h-12 px-6 text-base',
}

export type ButtonLook = { variant?: keyof typeof variants; size?: keyof typeof sizes; className?: string }

/** The classes of a button, for a link that looks like one. */
export function buttonStyles({ variant = 'secondary', size = 'md', className }: ButtonLook = {}): string {
  return cn(
    'relative inline-flex shrink-0 select-none items-center justify-center gap-2 rounded-control font-medium text-sm',
    'whitespace-nowrap transition-colors disabled:opacity-50 aria-disabled:opacity-60',
    variants[variant],
    sizes[size],
    className,
  )
}

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
      <span className={cn('inline-flex items-center gap-2', loading && 'opacity-0')}>{children}</span>
      {loading && <Spinner className="absolute" />}
    </button>
  )
}
