'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/form/input'
import { isEmoji } from '@/lib/core/emoji'
import { focusFirst } from './focus-first'

const EMOJIS = [
  ...['💡', '📌', '⭐', '🔥', '🎯', '✅', '❓', '⏳', '📚', '📝', '💼', '💻', '🧪', '🛠️', '📈', '💰'],
  ...['🏠', '🌱', '🍳', '🏃', '🎨', '🎵', '🎬', '🎮', '✈️', '🌍', '❤️', '🙂', '🤔', '😴', '🐱', '☕'],
]

/** One emoji, out of a few or any that the keyboard has; or none. */
export function EmojiChoice({
  value,
  isFirst = false,
  onChoose,
}: {
  value: string | null
  /** The dialog begins with it. */
  isFirst?: boolean
  onChoose: (emoji: string | null) => void
}) {
  const [error, setError] = useState(false)

  function take(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('emoji') ?? '').trim()
    setError(typed !== '' && !isEmoji(typed))
    if (isEmoji(typed)) onChoose(typed)
  }

  return (
    <div className="flex flex-col gap-3">
      <fieldset ref={isFirst ? focusFirst : undefined} aria-label="Emoji" className="grid grid-cols-8 gap-1">
        {EMOJIS.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={emoji}
            aria-pressed={emoji === value}
            onClick={() => onChoose(emoji === value ? null : emoji)}
            className={cn(
              'flex aspect-square items-center justify-center rounded-md text-lg hover:bg-ink/6',
              emoji === value && 'bg-accent-soft ring-2 ring-accent',
            )}
          >
            {emoji}
          </button>
        ))}
      </fieldset>
      <form onSubmit={take} className="flex gap-2">
        <Input
          name="emoji"
          aria-label="Another emoji"
          aria-invalid={error || undefined}
          aria-describedby={error ? 'emoji-error' : undefined}
          placeholder="Another emoji"
          maxLength={40}
          autoComplete="off"
        />
        <Button type="submit">Use it</Button>
        {value && (
          <Button variant="ghost" onClick={() => onChoose(null)}>
            Remove
          </Button>
        )}
      </form>
      {error && (
        <p id="emoji-error" role="alert" className="text-danger">
          Use one emoji.
        </p>
      )}
    </div>
  )
}
