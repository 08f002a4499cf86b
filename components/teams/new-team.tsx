'use client'

import { callAction } from '@/components/actions/call-action'
import { leaveTo, useSubmit } from '@/components/actions/use-call'
import { moveBy } from '@/components/live/follow'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { createTeam } from '@/lib/teams/actions'
import { TEAM_NAME_MAX_CHARS } from '@/lib/teams/limits'

/** Makes a team and goes there. */
export function NewTeam() {
  const { error, pending, form } = useSubmit(
    ['name'],
    (draft) => moveBy(() => callAction(() => createTeam(draft))),
    () => leaveTo('/settings/team'),
  )
  return (
    <form {...form} className="flex flex-col items-start gap-4">
      <Field
        name="name"
        label="Name of the team"
        error={error ? (error.fields?.['name'] ?? error.message) : undefined}
        className="w-full"
      >
        <Input maxLength={TEAM_NAME_MAX_CHARS} autoComplete="off" required />
      </Field>
      <Button type="submit" variant="primary" loading={pending}>
        Create the team
      </Button>
    </form>
  )
}
