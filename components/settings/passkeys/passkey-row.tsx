'use client'

import { KeyRound, Pencil, Trash2 } from 'lucide-react'
import { type FormEvent, useId, useRef, useState } from 'react'
import type { ActionError } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { IconButton } from '@/components/ui/icon-button'
import type { PasskeyDto } from '@/lib/factors/schema'

/** A passkey with its name, which can be changed in place. */
export function PasskeyRow({
  passkey,
  locale,
  timeZone,
  onRename,
  onRemove,
}: {
  passkey: PasskeyDto
  locale: string
  timeZone: string
  onRename: (name: string) => Promise<ActionError | null>
  onRemove: () => void
}) {
  const [isEditing, setEditing] = useState(false)
  const pencil = useRef<HTMLButtonElement>(null)
  const { name, createdAt, lastUsedAt, isBackedUp } = passkey
  const day = (at: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(new Date(at))

  function close() {
    setEditing(false)
    requestAnimationFrame(() => pencil.current?.focus())
  }

  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <KeyRound aria-hidden className="size-5 shrink-0 self-start text-ink-muted" />
      {isEditing ? (
        <NameForm name={name} onRename={onRename} onClose={close} />
      ) : (
        <>
          <div className="min-w-0 flex-1">
            <p className="font-medium [overflow-wrap:anywhere]">{name}</p>
            <p className="text-ink-muted">
              Added {day(createdAt)} · {lastUsedAt ? `last used ${day(lastUsedAt)}` : 'not used yet'}
              {isBackedUp && ' · kept by a password manager'}
            </p>
          </div>
          <IconButton ref={pencil} label={`Rename ${name}`} size="sm" onClick={() => setEditing(true)}>
            <Pencil />
          </IconButton>
          <IconButton label={`Remove ${name}`} size="sm" onClick={onRemove}>
            <Trash2 />
          </IconButton>
        </>
      )}
    </li>
  )
}

function NameForm({
  name,
  onRename,
  onClose,
}: {
  name: string
  onRename: (name: string) => Promise<ActionError | null>
  onClose: () => void
}) {
  const id = useId()
  const [error, setError] = useState<ActionError | null>(null)
  const [pending, setPending] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const next = String(new FormData(event.currentTarget).get(id) ?? '').trim()
    if (next === name) return onClose()
    setPending(true)
    const problem = await onRename(next)
    setPending(false)
    if (problem) setError(problem)
    else onClose()
  }

  return (
    <form
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      noValidate
      className="flex min-w-0 flex-1 flex-wrap items-end gap-2"
    >
      <Field
        name={id}
        label="Name"
        error={error ? (error.fields?.['name'] ?? error.message) : undefined}
        className="min-w-40 flex-1"
      >
        <Input defaultValue={name} maxLength={60} autoFocus onFocus={(event) => event.target.select()} />
      </Field>
      <Button type="submit" variant="primary" loading={pending}>
        Save
      </Button>
      <Button variant="ghost" onClick={onClose}>
        Cancel
      </Button>
    </form>
  )
}
