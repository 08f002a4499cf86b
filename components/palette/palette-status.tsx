import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'

/** Below the list, or in its place: what is on its way, what went wrong, what was not found. */
export function PaletteStatus({
  state,
  error,
  hint,
  isEmpty,
  isSearch,
  onRetry,
}: {
  state: 'loading' | 'failed' | 'ready'
  error: Error | null
  hint: string | null
  isEmpty: boolean
  isSearch: boolean
  onRetry: () => void
}) {
  if (state === 'failed') {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-3">
        <p className="min-w-0 flex-1">
          {error?.message || 'The search could not be made.'} Your conversations are as they were.
        </p>
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      </div>
    )
  }
  const isWaiting = state === 'loading' && isEmpty
  return (
    <div role="status" className="px-5 text-ink-muted">
      {isWaiting && (
        <div className="flex animate-late flex-col gap-3 py-4">
          <span className="sr-only">Searching</span>
          <Skeleton className="w-2/5" />
          <Skeleton className="w-4/5" />
          <Skeleton className="w-3/5" />
        </div>
      )}
      {hint && <p className="py-3">{hint}</p>}
      {state === 'ready' && isEmpty && isSearch && !hint && (
        <p className="py-6 text-center">Nothing found. Whole words find messages; fewer words find more.</p>
      )}
    </div>
  )
}
