'use client'

import { leaveTo, useSubmit } from '@/components/actions/use-call'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { deleteTeam } from '@/lib/teams/actions'

/** Ends the team for everybody, once its name is typed. */
export function DeleteTeam({ name }: { name: string }) {
  const { call, dialog } = useProof()
  const { error, pending, form } = useSubmit(
    ['confirmation'],
    ({ confirmation }) => call(() => deleteTeam({ name: confirmation })),
    () => leaveTo('/chat'),
  )
  return (
    <>
      <p className="text-ink-muted">
        The team ends at once for everybody in it, and what is paid for it ends, too. Everything that was
        written, shared and connected in it is erased for good. Your own space stays as it is.
      </p>
      <form {...form} className="flex flex-col items-start gap-4">
        <Field
          name="confirmation"
          label={`Type “${name}” to confirm`}
          error={error ? (error.fields?.['name'] ?? error.message) : undefined}
          className="w-full"
        >
          <Input autoComplete="off" autoCapitalize="none" required />
        </Field>
        <Button type="submit" variant="danger" loading={pending}>
          Delete the team
        </Button>
      </form>
      {/* Its own form must not stand inside this one. */}
      {dialog}
    </>
  )
}
