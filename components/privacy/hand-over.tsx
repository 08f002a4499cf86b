'use client'

import { useRouter } from 'next/navigation'
import { useSubmit } from '@/components/actions/use-call'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Notice } from '@/components/ui/notice'
import { handOver } from '@/lib/accounts/actions'
import type { DeletionPreview } from '@/lib/privacy/schema'

/** What others depend on, each with the way to hand it over. */
export function HandOver({ toHandOver: { instance, workspaces } }: Pick<DeletionPreview, 'toHandOver'>) {
  return (
    <div className="flex w-full flex-col gap-4">
      <Notice tone="warning">Others depend on what you own. Before your account can go, hand it over.</Notice>
      {instance && (
        <HandOverForm
          name="heir"
          title="This Numina"
          help="The address of somebody who has an account here. They own this Numina then, and you become a person like everybody else."
        />
      )}
      {workspaces.map(({ id, name }) => (
        <HandOverForm
          key={id}
          name={`heir-${id}`}
          workspaceId={id}
          title={`The team ${name}`}
          help="The address of one of its members, who owns it then. Or delete it in its settings."
        />
      ))}
    </div>
  )
}

function HandOverForm({
  name,
  workspaceId,
  title,
  help,
}: {
  name: string
  workspaceId?: string
  title: string
  help: string
}) {
  const router = useRouter()
  const { call, dialog } = useProof()
  const { error, pending, form } = useSubmit(
    [name],
    (draft) => call(() => handOver({ email: draft[name] ?? '', workspaceId })),
    () => router.refresh(),
  )

  return (
    <>
      <form {...form} className="flex flex-col items-start gap-3 rounded-card border p-5">
        <h3 className="font-medium">{title}</h3>
        <Field
          name={name}
          label="New owner"
          help={help}
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
