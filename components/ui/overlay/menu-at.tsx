'use client'

import { DropdownMenu as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from '../cn'
import { floatStyles } from './popover'

/** A menu at a place of the screen, for a list with one menu for all its rows. It is open as long as it is rendered. */
export function MenuAt({
  at: { x, y, width, height },
  label,
  container,
  onClose,
  onCloseAutoFocus,
  className,
  children,
}: {
  /** In px from the corner of the window: a point, or the box it stands beside. */
  at: { x: number; y: number; width: number; height: number }
  label: string
  /** The landmark or the dialog it belongs to. */
  container: HTMLElement | null
  onClose: () => void
  /** Puts the focus where it belongs afterwards. */
  onCloseAutoFocus: () => void
  className?: string
  children: ReactNode
}) {
  return (
    <Radix.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Radix.Trigger asChild>
        <span aria-hidden className="pointer-events-none fixed" style={{ left: x, top: y, width, height }} />
      </Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          aria-label={label}
          aria-labelledby={undefined}
          align={width > 0 ? 'end' : 'start'}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            onCloseAutoFocus()
          }}
          className={cn(floatStyles, 'min-w-52 p-1', className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
