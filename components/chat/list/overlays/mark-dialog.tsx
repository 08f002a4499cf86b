'use client'

import { Ban } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Dialog } from '@/components/ui/overlay/dialog'
import { COLOURS } from '@/lib/chat/limits'
import { useListed } from '../conversations'
import { mark } from '../order-commands'
import { EmojiChoice } from './emoji-choice'
import { focusFirst } from './focus-first'

/** Gives a conversation an emoji and a colour. Each choice is kept at once. */
export function MarkDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const conversation = useListed(id)
  if (!conversation) return null
  const { title, emoji, colour } = conversation
  return (
    <Dialog open onOpenChange={onClose} title="Emoji and colour" description={title}>
      <fieldset ref={focusFirst} aria-label="Colour" className="flex flex-wrap gap-1.5">
        {[null, ...COLOURS].map((choice) => (
          <button
            key={choice}
            type="button"
            aria-label={choice ?? 'No colour'}
            aria-pressed={choice === colour}
            title={choice ?? 'No colour'}
            onClick={() => void mark(conversation, { emoji, colour: choice })}
            className={cn(
              'flex size-9 items-center justify-center rounded-full hover:bg-ink/6 pointer-coarse:size-11',
              choice === colour && 'ring-2 ring-accent',
            )}
          >
            {choice ? (
              <span data-mark={choice} className="size-5 rounded-full" />
            ) : (
              <Ban aria-hidden className="size-5 text-ink-muted" />
            )}
          </button>
        ))}
      </fieldset>
      <EmojiChoice
        key={emoji}
        value={emoji}
        onChoose={(choice) => void mark(conversation, { emoji: choice, colour })}
      />
      <Button variant="primary" className="self-end" onClick={onClose}>
        Done
      </Button>
    </Dialog>
  )
}
