'use client'

import { callAction } from '@/components/actions/call-action'
import { useSubmit } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Textarea } from '@/components/ui/form/textarea'
import { Notice } from '@/components/ui/notice'
import { Dialog } from '@/components/ui/overlay/dialog'
import { toast } from '@/components/ui/overlay/toast-store'
import { suspendPerson } from '@/lib/people/actions'
import { REASON_MAX_CHARS } from '@/lib/people/limits'
import type { PersonDto } from '@/lib/people/schema'

/** Asks why an account is to be suspended, and does it. */
export function SuspendDialog({
  person: { id, name },
  onClose,
  onDone,
}: {
  person: PersonDto
  onClose: () => void
  onDone: (changed: PersonDto) => void
}) {
  const { error, pending, form } = useSubmit(
    ['reason'],
    ({ reason }) => callAction(() => suspendPerson({ id, reason })),
    (changed) => {
      onDone(changed)
      toast({
        title: `${name} is suspended.`,
        description: 'They are signed out everywhere, and told by mail.',
      })
      onClose()
    },
  )
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Suspend ${name}?`}
      description="They are signed out everywhere within seconds and cannot sign in, their shared links lead nowhere, and they get a mail with your reason. What is in their account stays, and you can let them back in."
    >
      <form {...form} className="flex flex-col gap-4">
        <Field name="reason" label="Why" help="The person reads this." error={error?.fields?.['reason']}>
          <Textarea maxLength={REASON_MAX_CHARS} className="min-h-16" />
        </Field>
        {error && !error.fields?.['reason'] && (
          <Notice tone="danger" live>
            {error.message}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="danger" loading={pending}>
            Suspend
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
