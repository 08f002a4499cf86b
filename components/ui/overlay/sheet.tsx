'use client'

import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { scrimStyles } from './dialog'
import { escapes } from './escapes'
import { giveFocusBack } from './last-focus'

type SheetProps = { open: boolean; onOpenChange: (open: boolean) => void; title: string; children: ReactNode }

/** A drawer from the side of the page where the rail is, for narrow screens. `title` is for screen readers. */
export function Sheet({ open, onOpenChange, title, children }: SheetProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrimStyles} />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={giveFocusBack}
          {...escapes(() => onOpenChange(false))}
          className="fixed inset-y-0 left-0 z-50 flex w-[min(20rem,calc(100vw-48px))] animate-slide-in flex-col bg-surface-sunken shadow-float outline-none data-[state=closed]:animate-slide-out"
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
