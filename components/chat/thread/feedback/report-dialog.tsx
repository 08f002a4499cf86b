'use client'

import { type FormEvent, useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Textarea } from '@/components/ui/form/textarea'
import { Notice } from '@/components/ui/notice'
import { Dialog } from '@/components/ui/overlay/dialog'
import { toast } from '@/components/ui/overlay/toast-store'
import type { ChatMessage } from '@/lib/chat/schema'
import { reportMessage } from '@/lib/feedback/actions'
import { NOTE_MAX_CHARS } from '@/lib/feedback/limits'
import type { ReportInput } from '@/lib/feedback/schema'
import { useConversation } from '../../conversation/context'
import { Choices } from './choices'

const REASONS: { value: ReportInput['reason']; label: string }[] = [
  { value: 'harmful', label: 'It is harmful or dangerous' },
  { value: 'illegal', label: 'It is against the law' },
  { value: 'private', label: 'It gives away somebody’s private data' },
  { value: 'false', label: 'It is false and could do damage' },
  { value: 'other', label: 'Something else' },
]

/** Tells those who run the installation of an answer. */
export function ReportDialog({ message, onClose }: { message: ChatMessage; onClose: () => void }) {
  const { session } = useConversation()
  const [reason, setReason] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const note = String(new FormData(event.currentTarget).get('note') ?? '')
    if (!reason) return setProblem('Choose what is wrong with it.')
    setPending(true)
    const report = { id: session.id, messageId: message.id, reason, note } as ReportInput
    const result = await callAction(() => reportMessage(report))
    setPending(false)
    if (!result.ok) return setProblem(result.error.message)
    onClose()
    toast({ title: 'Reported', description: 'Those who run this Numina can see it now.' })
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Report this answer"
      description="Those who run this Numina see the report, what you write here and this answer, and nothing else of the conversation. The answer stays as it is. Reporting it again replaces the report."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Choices
          legend="What is wrong with it?"
          name="reason"
          options={REASONS}
          value={reason}
          onChange={setReason}
        />
        <Field name="note" label="In your words (optional)">
          <Textarea name="note" maxLength={NOTE_MAX_CHARS} className="min-h-16" />
        </Field>
        {problem && (
          <Notice tone="danger" live>
            {problem}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" loading={pending}>
            Report
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
