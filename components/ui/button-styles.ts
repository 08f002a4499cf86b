import { cn } from './cn'

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

/** The classes of a button, also for a link that looks like one. */
export function buttonStyles({ variant = 'secondary', size = 'md', className }: ButtonLook = {}): string {
  return cn(
    'relative inline-flex shrink-0 select-none items-center justify-center gap-2 rounded-control font-medium text-sm',
    'one-line transition-colors disabled:opacity-50 aria-disabled:opacity-60',
    variants[variant],
    sizes[size],
    className,
  )
}
