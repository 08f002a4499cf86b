'use client'

import { callAction } from '@/components/actions/call-action'
import { CapsDialog as Caps } from '@/components/usage/caps-dialog'
import { giveCaps } from '@/lib/people/actions'
import type { PersonDto } from '@/lib/people/schema'

/** How many messages somebody may ask for at most, wherever they work. */
export function CapsDialog({
  person: { id, name, caps },
  onClose,
  onDone,
}: {
  person: PersonDto
  onClose: () => void
  onDone: (changed: PersonDto) => void
}) {
  return (
    <Caps
      name={name}
      caps={caps}
      description="It counts with their next message, also what they asked for before. They see it under Settings, Usage, with your name, and in their security log."
      save={(wanted) => callAction(() => giveCaps({ id, ...wanted }))}
      onClose={onClose}
      onDone={onDone}
    />
  )
}
