import { cn } from './cn'

/**
 * A placeholder in the shape of what is coming; give it its size by classes. It shows only after 200 ms,
 * so that quick loads do not flicker.
 */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('h-4 animate-late rounded-md bg-ink/8', className)} />
}
