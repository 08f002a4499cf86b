'use client'

import type { ButtonProps } from './button'
import { cn } from './cn'
import { Tooltip } from './overlay/tooltip'

const sizes = { sm: 'size-8', md: 'size-9', lg: 'size-10' }

type IconButtonProps = Omit<ButtonProps, 'size' | 'loading' | 'variant' | 'aria-label'> & {
  /** What it does: the accessible name and the tooltip. */
  label: string
  /** Shown beside the name in the tooltip, for example `⌘⇧O`. */
  shortcut?: string
  size?: keyof typeof sizes
  variant?: 'ghost' | 'primary'
  tooltipSide?: 'top' | 'right' | 'bottom' | 'left'
}

/** A button with only an icon; 44 px wide where the pointer is a finger. */
export function IconButton({
  label,
  shortcut,
  size = 'md',
  variant = 'ghost',
  tooltipSide = 'bottom',
  className,
  children,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip label={label} {...(shortcut && { shortcut })} side={tooltipSide}>
      <button
        type="button"
        aria-label={label}
        {...props}
        className={cn(
          'inline-flex shrink-0 items-center justify-center rounded-control transition-colors pointer-coarse:size-11',
          'disabled:opacity-50 [&_svg]:size-4.5',
          variant === 'primary'
            ? 'bg-accent text-accent-ink hover:bg-accent-hover'
            : 'text-ink-muted hover:bg-ink/6 hover:text-ink data-[state=open]:bg-ink/6',
          sizes[size],
          className,
        )}
      >
        {children}
      </button>
    </Tooltip>
  )
}
