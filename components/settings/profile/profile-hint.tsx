'use client'

import { X } from 'lucide-react'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { IconButton } from '@/components/ui/icon-button'
import { keepWelcome } from '@/lib/accounts/actions'
import { type ProfileValues, useProfileValues } from './profile-editor'

/** What makes answers better when it is known, with the field that holds it. */
const HELPFUL: readonly { field: keyof ProfileValues; words: string }[] = [
  { field: 'address', words: 'how to address you' },
  { field: 'pronouns', words: 'your pronouns' },
  { field: 'about', words: 'what it should know about you' },
  { field: 'avoid', words: 'what it should avoid' },
]

/** Says what the profile lacks, until it lacks nothing or the person wants no hints. */
export function ProfileHint({ isDismissed }: { isDismissed: boolean }) {
  const values = useProfileValues()
  const [gone, setGone] = useState(isDismissed)
  const missing = HELPFUL.filter(({ field }) => values[field] === '')
  if (gone || missing.length === 0) return null
  const filled = HELPFUL.length - missing.length

  function dismiss() {
    setGone(true)
    void callAction(() => keepWelcome({ hintDismissed: true }))
  }

  return (
    <section
      aria-label="What is still empty"
      className="flex items-start gap-3 rounded-card border px-4 py-3"
    >
      <div className="min-w-0 flex-1">
        <p>
          Numina answers better when it knows{' '}
          {missing.map(({ field, words }, i) => (
            <span key={field}>
              {i > 0 && (i === missing.length - 1 ? ' and ' : ', ')}
              <a href={`#${field}`} className="rounded-sm text-accent underline underline-offset-2">
                {words}
              </a>
            </span>
          ))}
          . All of it is up to you.
        </p>
        <p className="mt-1 text-ink-muted text-xs tabular-nums">
          {filled} of {HELPFUL.length} told
        </p>
      </div>
      <IconButton label="Do not show this again" size="sm" onClick={dismiss}>
        <X />
      </IconButton>
    </section>
  )
}
