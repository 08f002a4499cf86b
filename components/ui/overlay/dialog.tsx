'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from '../cn'
import { escapes } from './escapes'
import { giveFocusBack } from './last-focus'

export const scrimStyles = 'fixed inset-0 z-40 animate-fade-in bg-scrim data-[state=closed]:animate-fade-out'

export const panelStyles =
  'fixed inset-0 z-50 m-auto flex h-fit max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-md flex-col gap-4 ' +
  'overflow-y-auto rounded-card border border-line bg-surface-raised p-5 text-ink text-sm shadow-float outline-none ' +
  'animate-float-in data-[state=closed]:animate-float-out'

type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  className?: string
  /** Where the focus goes afterwards, when the place it came from is not the right one. */
  returnFocus?: () => void
  children: ReactNode
}

/** A question or a form over the page. Escape, the cross and a press outside close it; the focus returns. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  className,
  returnFocus,
  children,
}: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrimStyles} />
        <Radix.Content
          className={cn(panelStyles, className)}
          {...(!description && { 'aria-describedby': undefined })}
          onCloseAutoFocus={(event) => {
            giveFocusBack(event)
            returnFocus?.()
          }}
          {...escapes(() => onOpenChange(false))}
        >
          <div className="flex items-start justify-between gap-4">
            <Radix.Title className="font-medium text-base">{title}</Radix.Title>
            <Radix.Close asChild>
              {/* Without a tooltip, which would take the first Escape for itself. */}
              <button
                type="button"
                aria-label="Close"
                className="-me-1.5 -mt-1 inline-flex size-8 shrink-0 items-center justify-center rounded-control text-ink-muted transition-colors hover:bg-ink/6 hover:text-ink pointer-coarse:size-11"
              >
                <X className="size-4.5" />
              </button>
            </Radix.Close>
          </div>
          {description && <Radix.Description className="text-ink-muted">{description}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
