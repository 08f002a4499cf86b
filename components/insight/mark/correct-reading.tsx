'use client'

import { Check, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { correctReading } from '@/lib/insight/actions'
import type { Feeling } from '@/lib/insight/limits'
import type { ReadingDto } from '@/lib/insight/schema'
import { GROUPS, nameOf } from '../words'

type CorrectReadingProps = {
  reading: ReadingDto
  message: { conversationId: string; messageId: string }
  onChanged: () => void
}

/** One tap says what it was instead, or that it was right. */
export function CorrectReading({ reading, message, onChanged }: CorrectReadingProps) {
  const { status, labels, alternatives, said } = reading
  const [showsAll, setShowsAll] = useState(false)
  const [pending, setPending] = useState<string | null>(null)
  const [problem, setProblem] = useState<string>()

  async function say(what: Feeling[] | null) {
    if (pending) return
    setPending(what?.join() ?? 'back')
    setProblem(undefined)
    const result = await callAction(() => correctReading({ ...message, said: what }))
    setPending(null)
    if (!result.ok) return setProblem(result.error.message)
    setShowsAll(false)
    onChanged()
  }

  const chip = (feeling: Feeling) => (
    <Button key={feeling} size="sm" loading={pending === feeling} onClick={() => void say([feeling])}>
      {nameOf(feeling)}
    </Button>
  )
  return (
    <section aria-label="Is it right?" className="flex flex-col gap-2 border-t pt-3">
      {problem && (
        <p role="alert" className="text-danger">
          {problem} Your correction is not kept.
        </p>
      )}
      {said ? (
        <Button size="sm" className="self-start" loading={pending === 'back'} onClick={() => void say(null)}>
          <Undo2 aria-hidden className="size-4" />
          Take back what I said
        </Button>
      ) : (
        <>
          <div className="flex flex-wrap items-center justify-between gap-2">
            <p className="font-medium">{status === 'read' ? 'Not right? It was' : 'What was it?'}</p>
            {status === 'read' && (
              <Button
                size="sm"
                variant="ghost"
                loading={pending === labels.map(({ label }) => label).join()}
                onClick={() => void say(labels.map(({ label }) => label))}
              >
                <Check aria-hidden className="size-4" />
                It is right
              </Button>
            )}
          </div>
          {showsAll ? (
            GROUPS.map(({ name, feelings }) => (
              <div key={name} className="flex flex-col gap-1.5">
                <p className="text-ink-muted text-xs">{name}</p>
                <div className="flex flex-wrap gap-1.5">{feelings.map(chip)}</div>
              </div>
            ))
          ) : (
            <div className="flex flex-wrap gap-1.5">
              {alternatives.map(chip)}
              <Button size="sm" variant="ghost" onClick={() => setShowsAll(true)}>
                Something else
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  )
}
