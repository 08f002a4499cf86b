'use client'

import { AlertDialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from '../button'
import { panelStyles, scrimStyles } from './dialog'
import { escapes } from './escapes'
import { giveFocusBack } from './last-focus'

type AlertDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description: ReactNode
  /** What the button says: the deed itself, such as "Delete 3 conversations". */
  confirm: string
  tone?: 'primary' | 'danger'
  /** Another way to go on, beside the deed and the way back. */
  other?: { label: string; onSelect: () => void }
  /** While true the dialog stays, busy. */
  pending?: boolean
  /** What it is about in detail, or an error of the last attempt: above the buttons. */
  children?: ReactNode
  onConfirm: () => void
}

/** Asks before something that cannot be undone. Where undo is possible, do it and offer undo instead. */
export function AlertDialog({
  open,
  onOpenChange,
  title,
  description,
  confirm,
  tone = 'danger',
  other,
  pending = false,
  children,
  onConfirm,
}: AlertDialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrimStyles} />
        <Radix.Content
          className={panelStyles}
          onCloseAutoFocus={giveFocusBack}
          {...escapes(() => onOpenChange(false))}
        >
          <Radix.Title className="font-medium text-base">{title}</Radix.Title>
          <Radix.Description className="text-ink-muted">{description}</Radix.Description>
          {children}
          <div className="flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>Cancel</Button>
            </Radix.Cancel>
            {other && <Button onClick={other.onSelect}>{other.label}</Button>}
            <Button variant={tone} loading={pending} onClick={onConfirm}>
              {confirm}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
