'use client'

import type { callAction } from '@/components/actions/call-action'
import { useSubmit } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Notice } from '@/components/ui/notice'
import { Dialog } from '@/components/ui/overlay/dialog'
import { toast } from '@/components/ui/overlay/toast-store'
import type { Caps } from '@/lib/usage/schema'

const FIELDS = ['day', 'month'] as const
const LABELS = { day: 'Messages a day', month: 'Messages a month' }
const numberIn = (text: string) => (text.trim() === '' ? null : Number(text))

type CapsDialogProps<T> = {
  /** Of whoever is limited. */
  name: string
  caps: Caps | null
  description: string
  save: (caps: Caps) => ReturnType<typeof callAction<T>>
  onClose: () => void
  onDone: (saved: T) => void
}

/** How many messages somebody may ask for at most; empty is as many as their plan allows. */
export function CapsDialog<T>({ name, caps, description, save, onClose, onDone }: CapsDialogProps<T>) {
  const { error, pending, form } = useSubmit(
    FIELDS,
    ({ day, month }) => save({ day: numberIn(day), month: numberIn(month) }),
    (saved, { day, month }) => {
      onDone(saved)
      const isLimited = `${day}${month}`.trim() !== ''
      toast({ title: isLimited ? `The limit of ${name} is set.` : `${name} has no limit from you any more.` })
      onClose()
    },
  )
  const wrong = error?.fields
  return (
    <Dialog open onOpenChange={onClose} title={`Limit the messages of ${name}`} description={description}>
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
