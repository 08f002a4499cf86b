'use client'

import { Check } from 'lucide-react'
import type { SaveState } from './use-autosave'

/** Says beside a field's label what became of the last change. @param onRetry undefined where trying again is no way out */
export function SaveStatus({ state, onRetry }: { state: SaveState; onRetry: (() => void) | undefined }) {
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-ink-muted text-xs">
      <span role="status" className="flex items-center gap-1">
        {state.status === 'saving' && 'Saving…'}
        {state.status === 'saved' && (
          <>
            <Check aria-hidden className="size-3.5 text-success" />
            Saved
          </>
        )}
        {state.status === 'failed' && 'Not saved'}
      </span>
      {state.status === 'failed' && onRetry && (
        <button
          type="button"
          onClick={onRetry}
          className="rounded-sm text-accent underline underline-offset-2"
        >
          Try again
        </button>
      )}
    </span>
  )
}
