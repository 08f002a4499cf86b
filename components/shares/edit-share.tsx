'use client'

import { type FormEvent, useState } from 'react'
import { type ActionError, callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Input } from '@/components/ui/form/input'
import { updateShare } from '@/lib/shares/actions'
import type { ShareDto } from '@/lib/shares/schema'
import { type Choices, ShareChoices } from './share-choices'

/** Changes what a link shows and when it ends, counted from now. */
export function EditShare({
  share,
  onDone,
}: {
  share: ShareDto
  onDone: (changed: ShareDto | null) => void
}) {
  const hasEnd = share.expiresAt !== null
  const [title, setTitle] = useState(share.title)
  const [choices, setChoices] = useState<Choices>({
    showAuthor: share.authorName !== null,
    expiresInDays: hasEnd ? undefined : null,
  })
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<ActionError | null>(null)

  async function save(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    const result = await callAction(() => updateShare({ id: share.id, title, ...choices }))
    setPending(false)
    if (result.ok) onDone(result.data)
    else setError(result.error)
  }

  return (
    <form
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        // The dialog around it stays.
        event.stopPropagation()
        onDone(null)
      }}
      noValidate
      className="flex flex-col gap-4"
    >
      <FormSummary message={error && !error.fields ? error.message : undefined} />
      <Field name={`title-${share.id}`} label="Title" error={error?.fields?.['title']}>
        <Input value={title} onChange={(event) => setTitle(event.target.value)} autoFocus />
      </Field>
      <ShareChoices name={share.id} hasEnd={hasEnd} value={choices} onChange={setChoices} />
      <div className="flex gap-2">
        <Button type="submit" variant="primary" size="sm" loading={pending}>
          Save
        </Button>
        <Button size="sm" variant="ghost" onClick={() => onDone(null)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
