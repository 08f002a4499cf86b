'use client'

import { useRouter } from 'next/navigation'
import { callAction } from '@/components/actions/call-action'
import { useSubmit } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { toast } from '@/components/ui/overlay/toast-store'
import { renameTeam } from '@/lib/teams/actions'
import { TEAM_NAME_MAX_CHARS } from '@/lib/teams/limits'

/** Gives the team at hand another name. */
export function RenameTeam({ name }: { name: string }) {
  const router = useRouter()
  const { error, pending, form } = useSubmit(
    ['name'],
    (draft) => callAction(() => renameTeam(draft)),
    () => {
      toast({ title: 'The team has its new name.' })
      router.refresh()
    },
  )
  return (
    <form {...form} className="flex flex-col items-start gap-4">
      <Field
        name="name"
        label="Name"
        error={error ? (error.fields?.['name'] ?? error.message) : undefined}
        className="w-full"
      >
        <Input defaultValue={name} maxLength={TEAM_NAME_MAX_CHARS} autoComplete="off" required />
      </Field>
      <Button type="submit" loading={pending}>
        Rename
      </Button>
    </form>
  )
}
