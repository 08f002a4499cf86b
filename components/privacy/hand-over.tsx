'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useSubmit } from '@/components/actions/use-call'
import { useProof } from '@/components/auth/use-proof'
import { moveBy } from '@/components/live/follow'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Notice } from '@/components/ui/notice'
import { handOver } from '@/lib/accounts/actions'
import type { DeletionPreview } from '@/lib/privacy/schema'
import { switchWorkspace } from '@/lib/teams/actions'

/** What others depend on, each with the way to hand it over. */
export function HandOver({ toHandOver: { instance, workspaces } }: Pick<DeletionPreview, 'toHandOver'>) {
  return (
    <div className="flex w-full flex-col gap-4">
      <Notice tone="warning">Others depend on what you own. Before your account can go, hand it over.</Notice>
      {instance && <HandOverForm />}
      {workspaces.map((team) => (
        <OwnedTeam key={team.id} {...team} />
      ))}
    </div>
  )
}

function OwnedTeam({ id, name }: { id: string; name: string }) {
  const [error, setError] = useState<string | null>(null)
  const [isGoing, setGoing] = useState(false)
  const go = async () => {
    setGoing(true)
    const result = await moveBy(() => callAction(() => switchWorkspace({ id })))
    // A full load, so that nothing of one workspace is shown in another.
    if (result.ok) window.location.assign('/settings/team')
    else setError(result.error.message)
    setGoing(result.ok)
  }
  return (
    <div className="flex flex-col items-start gap-3 rounded-card border p-5">
      <h3 className="font-medium">The team {name}</h3>
      <p className="text-ink-muted text-sm">
        In its settings you hand it to one of its members, or delete it.
      </p>
      {error && <Notice tone="danger">{error}</Notice>}
      <Button type="button" variant="secondary" loading={isGoing} onClick={() => void go()}>
        Settings of {name}
      </Button>
    </div>
  )
}

function HandOverForm() {
  const name = 'heir'
  const router = useRouter()
  const { call, dialog } = useProof()
  const { error, pending, form } = useSubmit(
    [name],
    (draft) => call(() => handOver({ email: draft[name] ?? '' })),
    () => router.refresh(),
  )

  return (
    <>
      <form {...form} className="flex flex-col items-start gap-3 rounded-card border p-5">
        <h3 className="font-medium">This Numina</h3>
        <Field
          name={name}
          label="New owner"
          help="The address of somebody who has an account here. They own this Numina then, and you become a person like everybody else."
          error={error ? (error.fields?.['email'] ?? error.message) : undefined}
          className="w-full"
        >
          <Input type="email" autoComplete="off" autoCapitalize="none" required />
        </Field>
        <Button type="submit" loading={pending}>
          Hand over
        </Button>
      </form>
      {/* Its own form must not stand inside this one. */}
      {dialog}
    </>
  )
}
