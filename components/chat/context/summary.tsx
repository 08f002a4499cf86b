'use client'

import { Pencil, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Textarea } from '@/components/ui/form/textarea'
import { IconButton } from '@/components/ui/icon-button'
import { toast } from '@/components/ui/overlay/toast-store'
import { dropSummary, editSummary } from '@/lib/chat/actions'
import { SUMMARY_MAX_CHARS } from '@/lib/chat/limits'
import type { ContextView } from '@/lib/chat/schema'

type SummaryProps = {
  conversationId: string
  summary: NonNullable<ContextView['summary']>
  onChanged: () => void
}

/** What stands for the older part of the conversation; it can be corrected or dropped. */
export function Summary({ conversationId, summary, onChanged }: SummaryProps) {
  const { id: summaryId, text, tokens, isEdited } = summary
  // A newer one may be made meanwhile: what is being corrected stays in the field.
  const [edited, setEdited] = useState<typeof summary | null>(null)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending || !edited) return
    const next = String(new FormData(event.currentTarget).get('summary') ?? '')
    setPending(true)
    const result = await callAction(() => editSummary({ conversationId, summaryId: edited.id, text: next }))
    setPending(false)
    if (!result.ok) return setProblem(result.error.fields?.['text'] ?? result.error.message)
    setEdited(null)
    setProblem(undefined)
    onChanged()
  }

  async function drop() {
    const result = await callAction(() => dropSummary({ conversationId, summaryId }))
    if (!result.ok) return toast({ title: result.error.message, tone: 'danger' })
    toast({ title: 'The summary is dropped. A new one is made after the next reply.' })
    onChanged()
  }

  return (
    <section aria-label="Summary" className="flex flex-col gap-2">
      <div className="flex items-center gap-1">
        <h3 className="me-auto font-medium">
          Summary
          <span className="ms-2 font-normal text-ink-muted text-xs tabular-nums">
            {tokens.toLocaleString('en')}
            <span className="sr-only"> tokens</span>
            {isEdited && ' · edited by you'}
          </span>
        </h3>
        {!edited && (
          <>
            <IconButton label="Edit the summary" size="sm" onClick={() => setEdited(summary)}>
              <Pencil />
            </IconButton>
            <IconButton label="Drop the summary" size="sm" onClick={() => void drop()}>
              <Trash2 />
            </IconButton>
          </>
        )}
      </div>
      {edited ? (
        <form onSubmit={save} method="post" noValidate className="flex flex-col gap-3">
          <Field
            name="summary"
            label="What the model is told of the older messages"
            help="Later summaries build on what you write."
            error={problem}
          >
            <Textarea
              defaultValue={edited.text}
              maxLength={SUMMARY_MAX_CHARS}
              rows={8}
              dir="auto"
              autoFocus
            />
          </Field>
          <div className="flex justify-end gap-2">
            <Button size="sm" onClick={() => setEdited(null)}>
              Cancel
            </Button>
            <Button size="sm" type="submit" variant="primary" loading={pending}>
              Save
            </Button>
          </div>
        </form>
      ) : (
        <p
          dir="auto"
          className="whitespace-pre-wrap rounded-control border px-3.5 py-2.5 [overflow-wrap:anywhere]"
        >
          {text}
        </p>
      )}
    </section>
  )
}
