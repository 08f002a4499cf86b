'use client'

import { CircleAlert, X } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'
import { useRef, useSyncExternalStore } from 'react'
import { Button } from '../button'
import { IconButton } from '../icon-button'
import { useNextFocus } from '../use-next-focus'
import { lastFocus } from './last-focus'
import { dismissToast, type ToastEntry, toastStore, UNDO_MS } from './toast-store'

const NONE: readonly ToastEntry[] = []

/**
 * Where toasts appear: once, around the whole page, and never on the server; under the bar, where they cover neither its buttons nor
 * the message field. The newest is nearest to the bar. F8 moves the focus there.
 */
export function Toaster() {
  const entries = useSyncExternalStore(toastStore.subscribe, toastStore.read, () => NONE)
  return (
    <Radix.Provider swipeDirection="up" label="Notification">
      {entries.map((entry) => (
        <ToastCard key={entry.id} entry={entry} />
      ))}
      <Radix.Viewport
        data-notes
        className="fixed inset-x-0 below-top-bar z-60 mx-auto flex max-h-[65dvh] w-full max-w-md flex-col-reverse gap-2 overflow-y-auto px-safe-4 pb-2 outline-none"
      />
    </Radix.Provider>
  )
}

/** The others have the focus next, or with the last of them what had it before. */
function afterCard(card: HTMLElement): HTMLElement | null {
  const list = card.closest('ol')
  return list && list.children.length > 1 ? list : lastFocus(list)
}

/** Where Escape means the note: in the notes, and in menus, which do not hear it before the note above them has gone. */
const MEANS_NOTE = '[data-notes], [data-radix-popper-content-wrapper]'

function ToastCard({ entry }: { entry: ToastEntry }) {
  const { id, title, description, action, tone } = entry
  const card = useNextFocus<HTMLLIElement>(afterCard)
  const stays = useRef(false)
  return (
    <Radix.Root
      ref={card}
      duration={entry.duration ?? (action ? UNDO_MS : 5_000)}
      open
      // An Escape from elsewhere is meant for what has the focus there, and goes on to it.
      onEscapeKeyDown={({ target }) => {
        stays.current = !(target as Element).closest(MEANS_NOTE)
      }}
      onOpenChange={() => {
        if (stays.current) {
          stays.current = false
          return
        }
        // One that is closed has given the focus to the list.
        const { current } = card
        if (current && document.activeElement === current.closest('ol')) afterCard(current)?.focus()
        dismissToast(id)
      }}
      type={tone === 'danger' ? 'foreground' : 'background'}
      className="flex animate-float-in items-center gap-3 rounded-control border border-line bg-surface-raised py-2 ps-4 pe-2 text-ink shadow-float"
    >
      {tone === 'danger' && <CircleAlert aria-hidden className="size-4 shrink-0 text-danger" />}
      <div className="min-w-0 flex-1">
        <Radix.Title className="font-medium">{title}</Radix.Title>
        {description && (
          <Radix.Description dir="auto" className="line-clamp-4 text-ink-muted [overflow-wrap:anywhere]">
            {description}
          </Radix.Description>
        )}
      </div>
      {action && (
        <Radix.Action asChild altText={action.label}>
          <Button size="sm" variant="ghost" className="text-accent" onClick={action.onSelect}>
            {action.label}
          </Button>
        </Radix.Action>
      )}
      <Radix.Close asChild>
        <IconButton label="Dismiss" size="sm">
          <X />
        </IconButton>
      </Radix.Close>
    </Radix.Root>
  )
}
