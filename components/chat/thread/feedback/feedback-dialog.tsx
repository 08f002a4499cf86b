'use client'

import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Segmented } from '@/components/ui/form/segmented'
import { Textarea } from '@/components/ui/form/textarea'
import { Dialog } from '@/components/ui/overlay/dialog'
import type { ChatMessage } from '@/lib/chat/schema'
import { NOTE_MAX_CHARS, REASONS } from '@/lib/feedback/limits'
import type { Feedback } from '@/lib/feedback/schema'
import { useConversation } from '../../conversation/context'
import { giveFeedback } from '../../session/feedback'
import { Choices } from './choices'

const RATINGS = [
  { value: 'up' as const, label: 'Good', icon: <ThumbsUp aria-hidden className="size-4" /> },
  { value: 'down' as const, label: 'Not good', icon: <ThumbsDown aria-hidden className="size-4" /> },
]

const WORDS: Record<(typeof REASONS)['up' | 'down'][number], string> = {
  correct: 'It is right',
  clear: 'It is clear',
  complete: 'It has all I need',
  tone: 'I like how it is said',
  wrong: 'Something is wrong',
  ignored: 'It is not what I asked for',
  incomplete: 'Something is missing',
  long: 'It is too long',
  unclear: 'It is hard to follow',
  refused: 'It refused without need',
}

/** What was good about an answer, or not; with a reason and words, if somebody likes. */
export function FeedbackDialog({ message, onClose }: { message: ChatMessage; onClose: () => void }) {
  const { session } = useConversation()
  const given = message.metadata?.feedback ?? null
  const [rating, setRating] = useState<Feedback['rating']>(given?.rating ?? 'up')
  const [reason, setReason] = useState<string | null>(given?.reason ?? null)
  const [pending, setPending] = useState(false)

  async function give(feedback: Feedback | null) {
    setPending(true)
    const done = await giveFeedback(session, message, feedback)
    setPending(false)
    if (done) onClose()
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const note = String(new FormData(event.currentTarget).get('note') ?? '')
    void give({ rating, reason, note } as Feedback)
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="How was this answer?"
      description="It is kept with the answer, for you and for those who run this Numina. No model learns from it."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Segmented
          legend="Rating"
          name="rating"
          options={RATINGS}
          value={rating}
          onChange={(next) => {
            setRating(next)
            setReason(null)
          }}
        />
        <Choices
          legend="Reason (optional)"
          name="reason"
          options={REASONS[rating].map((value) => ({ value, label: WORDS[value] }))}
          value={reason}
          onChange={setReason}
        />
        <Field name="note" label="In your words (optional)">
          <Textarea name="note" maxLength={NOTE_MAX_CHARS} defaultValue={given?.note} className="min-h-16" />
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          {given && (
            <Button variant="ghost" className="me-auto" disabled={pending} onClick={() => void give(null)}>
              Remove
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" loading={pending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
