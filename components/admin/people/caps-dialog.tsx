'use client'

import { callAction } from '@/components/actions/call-action'
import { useSubmit } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Notice } from '@/components/ui/notice'
import { Dialog } from '@/components/ui/overlay/dialog'
import { toast } from '@/components/ui/overlay/toast-store'
import { giveCaps } from '@/lib/people/actions'
import type { PersonDto } from '@/lib/people/schema'

const FIELDS = ['day', 'month'] as const
const LABELS = { day: 'Messages a day', month: 'Messages a month' }
const numberIn = (text: string) => (text.trim() === '' ? null : Number(text))

/** How many messages somebody may ask for at most; empty is as many as their plan allows. */
export function CapsDialog({
  person: { id, name, caps },
  onClose,
  onDone,
}: {
  person: PersonDto
  onClose: () => void
  onDone: (changed: PersonDto) => void
}) {
  const { error, pending, form } = useSubmit(
    FIELDS,
    ({ day, month }) => callAction(() => giveCaps({ id, day: numberIn(day), month: numberIn(month) })),
    (changed) => {
      onDone(changed)
      toast({
        title: changed.caps ? `The limit of ${name} is set.` : `${name} has no limit from you any more.`,
      })
      onClose()
    },
  )
  const wrong = error?.fields
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Limit the messages of ${name}`}
      description="It counts with their next message, also what they asked for before. They see it under Settings, Usage, with your name, and in their security log."
    >
      <form {...form} className="flex flex-col gap-4">
        {FIELDS.map((field) => (
          <Field
            key={field}
            name={field}
            label={LABELS[field]}
            help="Empty: as many as their plan allows."
            error={wrong?.[field]}
          >
            <Input type="number" inputMode="numeric" min={1} step={1} defaultValue={caps?.[field] ?? ''} />
          </Field>
        ))}
        {error && !wrong && (
          <Notice tone="danger" live>
            {error.message}
          </Notice>
        )}
        <div className="flex justify-end gap-3">
          <Button type="button" variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" loading={pending}>
            Save the limit
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
