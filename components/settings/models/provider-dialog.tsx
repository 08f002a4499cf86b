'use client'

import { type FormEvent, useState } from 'react'
import { type ActionError, withoutField } from '@/components/actions/call-action'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Input } from '@/components/ui/form/input'
import { readFields } from '@/components/ui/form/read-fields'
import { Segmented } from '@/components/ui/form/segmented'
import { Dialog } from '@/components/ui/overlay/dialog'
import { connectProvider, editConnection } from '@/lib/models/actions'
import { CONNECTION_NAME_MAX } from '@/lib/models/limits'
import type { ConnectionDto, ConnectionKind } from '@/lib/models/schema'

const KINDS = [
  { value: 'openai', label: 'OpenAI' },
  { value: 'anthropic', label: 'Anthropic' },
  { value: 'google', label: 'Google' },
  { value: 'compatible', label: 'Another' },
] as const
const NAMES: Record<ConnectionKind, string> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  google: 'Google',
  compatible: '',
}
const LABELS = { name: 'Name', apiKey: 'Key', baseUrl: 'Address' }

type ProviderDialogProps = {
  /** The provider to change; null connects a new one. */
  connection: ConnectionDto | null
  open: boolean
  onOpenChange: (open: boolean) => void
  onSaved: () => void
}

/** Connects a provider, or changes one. It is asked for its models before anything is kept. */
export function ProviderDialog({ connection, open, onOpenChange, onSaved }: ProviderDialogProps) {
  const [kind, setKind] = useState<ConnectionKind>(connection?.kind ?? 'openai')
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<ActionError | null>(null)
  const { call, dialog } = useProof()
  const isCompatible = kind === 'compatible'

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const { name, apiKey, baseUrl } = readFields(event.currentTarget, ['name', 'apiKey', 'baseUrl'])
    const url = isCompatible && baseUrl.trim() !== '' ? baseUrl : null
    setPending(true)
    setError(null)
    const result = await call(() =>
      connection
        ? editConnection({ id: connection.id, name, baseUrl: url, ...(apiKey !== '' && { apiKey }) })
        : connectProvider({ kind, name, apiKey, baseUrl: url }),
    )
    setPending(false)
    if (!result) return
    if (!result.ok) return setError(result.error)
    onOpenChange(false)
    onSaved()
  }

  function correct(event: FormEvent) {
    if (error && event.target instanceof HTMLInputElement) setError(withoutField(error, event.target.name))
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={connection ? `Change ${connection.name}` : 'Connect a provider'}
      className="max-w-lg"
    >
      <form onSubmit={submit} onInput={correct} method="post" noValidate className="flex flex-col gap-5">
        <FormSummary message={error?.message} fields={error?.fields} labels={LABELS} />
        {!connection && (
          <Segmented legend="Provider" name="kind" options={KINDS} value={kind} onChange={setKind} />
        )}
        {isCompatible && (
          <Field
            name="baseUrl"
            label={LABELS.baseUrl}
            help="Anything that speaks OpenAI's protocol: Ollama (http://localhost:11434/v1), OpenRouter, Groq, vLLM, LM Studio and others."
            error={error?.fields?.['baseUrl']}
          >
            <Input
              type="url"
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              placeholder="https://example.com/v1"
              defaultValue={connection?.baseUrl ?? ''}
            />
          </Field>
        )}
        <Field
          name="apiKey"
          label={LABELS.apiKey}
          help={helpFor(connection, isCompatible)}
          error={error?.fields?.['apiKey']}
        >
          <Input type="password" autoComplete="off" spellCheck={false} />
        </Field>
        <Field
          name="name"
          label={LABELS.name}
          help="How it is called in lists."
          error={error?.fields?.['name']}
        >
          <Input
            key={kind}
            defaultValue={connection?.name ?? NAMES[kind]}
            maxLength={CONNECTION_NAME_MAX}
            autoComplete="off"
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" variant="primary" loading={pending}>
            {connection ? 'Check and save' : 'Check and connect'}
          </Button>
        </div>
      </form>
      {dialog}
    </Dialog>
  )
}

function helpFor(connection: ConnectionDto | null, isCompatible: boolean): string {
  if (connection?.hint) return `The key that ends in ${connection.hint} stays unless you enter another.`
  if (isCompatible) return 'Leave it empty when the provider needs none.'
  return 'From the account at the provider. It is checked before it is stored.'
}
