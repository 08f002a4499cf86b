import type { ReactNode } from 'react'

/**
 * The actions under a message: always there for the last one, for the others when the pointer or the focus is on them (a tap gives
 * a message the focus). They keep their place while they are out of sight, so that nothing moves; a finger meets
 * none that it does not see.
 */
export function MessageActions({ hidden = false, children }: { hidden?: boolean; children: ReactNode }) {
  return (
    <div className="-mx-1.5 mt-1 flex min-h-8 items-center gap-0.5 text-ink-muted opacity-0 reached-when-seen transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 group-data-last:opacity-100 has-data-[state=open]:opacity-100">
      {!hidden && children}
    </div>
  )
}
