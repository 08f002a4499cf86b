import { cn } from './cn'

/** The mark: a thin open ring. It breathes while `thinking`, and is the only ornament of the product. */
export function Mark({
  className,
  thinking = false,
  label,
}: {
  className?: string
  thinking?: boolean
  /** Said to screen readers; without it the mark is decoration. */
  label?: string
}) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      data-thinking={thinking || undefined}
      className={cn('size-6 shrink-0 text-accent data-thinking:animate-breathe', className)}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <circle
        cx="12"
        cy="12"
        r="8.5"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        pathLength="100"
        strokeDasharray="84 100"
        transform="rotate(-32 12 12)"
      />
    </svg>
  )
}
