'use client'

import { Popover as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from '../cn'
import { useLandmark } from './use-landmark'

/** Over the toasts, which were there before it. It goes at once: opened again while still fading out, it would not take the focus. */
export const floatStyles =
  'z-70 max-h-(--radix-popper-available-height) max-w-[calc(100vw-1rem)] overflow-y-auto rounded-control border border-line ' +
  'bg-surface-raised text-ink text-sm shadow-float outline-none animate-float-in'

/** A small panel beside its trigger (one button element). `label` is its name for screen readers. */
export function Popover({
  label,
  trigger,
  children,
  className,
  align = 'start',
  side = 'bottom',
  onOpenChange,
  ...root
}: ComponentProps<typeof Radix.Root> & {
  label: string
  trigger: ReactNode
  className?: string
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'right' | 'bottom' | 'left'
}) {
  const landmark = useLandmark<HTMLButtonElement>()
  function change(open: boolean) {
    landmark.locate(open)
    onOpenChange?.(open)
  }
  return (
    <Radix.Root {...root} onOpenChange={change}>
      <Radix.Trigger asChild ref={landmark.trigger}>
        {trigger}
      </Radix.Trigger>
      <Radix.Portal container={landmark.container}>
        <Radix.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={cn(floatStyles, className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
