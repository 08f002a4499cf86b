'use client'

import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { callAction } from '@/components/actions/call-action'
import { AlertDialog } from '@/components/ui/overlay/alert-dialog'
import { countFrom } from '@/lib/memory/actions'
import { plural } from '../words'

export type Fate = 'keep' | 'forget'

/** As long as a dialog takes to fade, generously. */
const FADED_MS = 1_000

/**
 * Before conversations are deleted: what is to become of the memories that came from them. Nobody is asked where there are none, or where
 * the server does not say.
 *
 * @returns null: they think better of deleting
 */
export async function askAboutSources(conversationIds: string[]): Promise<Fate | null> {
  const counted = await callAction(() => countFrom({ conversationIds }))
  if (!counted.ok || counted.data.count === 0) return 'keep'
  const { count, some } = counted.data
  // Whoever deletes may be anywhere in the page, and what they pressed may be gone by now: the question stands by itself.
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  return new Promise((resolve) => {
    const answer = (fate: Fate | null) => {
      setTimeout(() => {
        root.unmount()
        place.remove()
      }, FADED_MS)
      resolve(fate)
    }
    root.render(
      <Question conversations={conversationIds.length} count={count} some={some} onAnswer={answer} />,
    )
  })
}

type QuestionProps = {
  conversations: number
  /** Of memories, and what some of them say. */
  count: number
  some: readonly string[]
  onAnswer: (fate: Fate | null) => void
}

function Question({ conversations, count, some, onAnswer }: QuestionProps) {
  const [isOpen, setOpen] = useState(true)
  const answer = (fate: Fate | null) => {
    if (isOpen) onAnswer(fate)
    setOpen(false)
  }
  const them = count === 1 ? 'it' : 'them'
  const title =
    conversations === 1
      ? 'Delete this conversation?'
      : `Delete ${conversations.toLocaleString('en')} conversations?`
  return (
    <AlertDialog
      open={isOpen}
      onOpenChange={(open) => !open && answer(null)}
      title={title}
      description={`Numina remembers ${plural(count, 'thing')} from ${conversations === 1 ? 'it' : 'them'}. Should ${count === 1 ? 'it' : 'they'} be forgotten, too?`}
      other={{ label: `Keep ${them}`, onSelect: () => answer('keep') }}
      confirm={`Forget ${them}, too`}
      onConfirm={() => answer('forget')}
    >
      <ul className="flex list-disc flex-col gap-1 ps-5 marker:text-ink-muted">
        {some.map((text) => (
          <li key={text}>
            <span dir="auto" className="line-clamp-2 [overflow-wrap:anywhere]">
              {text}
            </span>
          </li>
        ))}
        {count > some.length && (
          <li className="text-ink-muted">{(count - some.length).toLocaleString('en')} more</li>
        )}
      </ul>
    </AlertDialog>
  )
}
