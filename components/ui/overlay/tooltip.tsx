'use client'

import { Tooltip as Radix } from 'radix-ui'
import type { FocusEvent, ReactNode } from 'react'
import { Kbd } from '../kbd'
import { useLandmark } from './use-landmark'

/**
 * Names what is under the pointer or the focus. `children` is one element that takes a ref. It goes at once: for as long as it faded, an
 * Escape that was meant for a dialog would be its own.
 */
export function Tooltip({
  label,
  shortcut,
  side = 'bottom',
  children,
}: {
  label: string
  shortcut?: string
  side?: 'top' | 'right' | 'bottom' | 'left'
  children: ReactNode
}) {
  const { trigger, locate, container } = useLandmark<HTMLButtonElement>()
  return (
    <Radix.Root onOpenChange={locate}>
      <Radix.Trigger asChild ref={trigger} onFocus={skipQuietFocus}>
        {children}
      </Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="pointer-events-none z-70 flex max-w-64 animate-fade-in items-center gap-2 rounded-md bg-ink px-2 py-1 text-surface text-xs"
        >
          {label}
          {shortcut && <Kbd className="border-current/30 text-current">{shortcut}</Kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Focus that the keyboard did not bring (a press, a dialog that opens) shows no tooltip. */
function skipQuietFocus(event: FocusEvent<HTMLElement>) {
  if (!event.currentTarget.matches(':focus-visible')) event.preventDefault()
}

/** One clock for all tooltips under it: after the first, the next ones open at once. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={500} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  )
}
