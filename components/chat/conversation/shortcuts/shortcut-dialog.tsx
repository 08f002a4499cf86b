'use client'

import { Fragment } from 'react'
import { Kbd } from '@/components/ui/kbd'
import { Dialog } from '@/components/ui/overlay/dialog'

const SHORTCUTS: { keys: string[]; does: string }[] = [
  { keys: ['Enter'], does: 'Send the message' },
  { keys: ['Shift', 'Enter'], does: 'Begin a new line' },
  { keys: ['Esc'], does: 'Stop the answer' },
  { keys: ['↑'], does: 'Edit your last message, from the empty field' },
  { keys: ['Alt', '↑'], does: 'Go to the message before, from anywhere; also K' },
  { keys: ['Alt', '↓'], does: 'Go to the next message, from anywhere; also J' },
  { keys: ['C'], does: 'Copy the message you are at' },
  { keys: ['E'], does: 'Edit it, when it is yours' },
  { keys: ['R'], does: 'Answer it again, or compare, when it is an answer' },
  { keys: ['←', '→'], does: 'Show its other versions' },
  { keys: ['M'], does: 'Open all that can be done with it' },
  { keys: ['Del'], does: 'Delete it; you can undo' },
  { keys: ['Page Up'], does: 'Scroll up, from the empty field' },
  { keys: ['Page Down'], does: 'Scroll down, from the empty field' },
  { keys: ['/'], does: 'Go to the field; in it, commands and prompts' },
  { keys: ['Ctrl', 'K'], does: 'Search, go somewhere, do something' },
  { keys: ['Ctrl', 'Shift', 'O'], does: 'New chat' },
  { keys: ['Ctrl', 'Shift', 'L'], does: 'Temporary chat' },
  { keys: ['↑', '↓'], does: 'Go through the list of conversations' },
  { keys: ['F2'], does: 'Rename the conversation in the list' },
  { keys: ['Del'], does: 'Delete the conversation in the list' },
  { keys: ['P'], does: 'Pin or unpin it' },
  { keys: ['M'], does: 'Move it to a folder' },
  { keys: ['L'], does: 'Give it an emoji and a colour' },
  { keys: ['E'], does: 'Archive it' },
  { keys: ['X'], does: 'Choose it, and more with Shift and the arrow keys' },
  { keys: ['F8'], does: 'Go to the notification, to undo' },
  { keys: ['?'], does: 'Show this list' },
]

/** All keys that do something here. */
export function ShortcutDialog({
  open,
  onOpenChange,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts">
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2.5">
        {SHORTCUTS.map(({ keys, does }) => (
          <Fragment key={does}>
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  )
}
