'use client'

import { type FormEvent, useState } from 'react'
import { withoutField } from '@/components/actions/call-action'
import { useCall } from '@/components/actions/use-call'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/form/checkbox'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Input } from '@/components/ui/form/input'
import { Select } from '@/components/ui/form/select'
import { Dialog } from '@/components/ui/overlay/dialog'
import { changeKey, createKey } from '@/lib/keys/actions'
import { KEY_DAYS, KEY_NAME_MAX, KEY_SCOPES } from '@/lib/keys/limits'
import type { CreateKeyInput, KeyDto } from '@/lib/keys/schema'
import { CAP_MAX } from '@/lib/usage/limits'
import { ShownKey } from './shown-key'
import { SCOPE_WORDS } from './words'

const LABELS = {
  name: 'Name',
  days: 'Ends',
  scopes: 'What it may do',
  'caps.day': 'Messages a day',
  'caps.month': 'Messages a month',
}
const CAPS = ['day', 'month'] as const
const USUAL_DAYS = '90'

type KeyDialogProps = {
  /** The key to change; null makes one. */
  item: KeyDto | null
  open: boolean
  onOpenChange: (open: boolean) => void
  onCreated: (key: KeyDto) => void
  onChanged: (key: KeyDto) => void
}

/** Makes a key, which is shown once, or changes the name and the limits of one. */
export function KeyDialog({ item, open, onOpenChange, onCreated, onChanged }: KeyDialogProps) {
  const [secret, setSecret] = useState<string | null>(null)
  const { error, setError, pending, run } = useCall()
  const { call, dialog } = useProof()

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const draft = draftOf(new FormData(event.currentTarget))
    if (item)
      void run(
        () => call(() => changeKey({ id: item.id, name: draft.name, caps: draft.caps })),
        (changed) => {
          onChanged(changed)
          onOpenChange(false)
        },
      )
    else
      void run(
        () => call(() => createKey(draft)),
        (created) => {
          onCreated(created.key)
          setSecret(created.secret)
        },
      )
  }

  function correct({ target }: FormEvent) {
    if (error && (target instanceof HTMLInputElement || target instanceof HTMLSelectElement))
      setError(withoutField(error, target.name.startsWith('scope-') ? 'scopes' : target.name))
  }

  // A key that is being made is shown once, here.
  const change = (toOpen: boolean) => (toOpen || item || !pending) && onOpenChange(toOpen)
  const wrong = error?.fields
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={secret ? 'Your new key' : item ? `Change ${item.name}` : 'Create a key'}
      className="max-w-lg"
    >
      {secret ? (
        <ShownKey secret={secret} onDone={() => onOpenChange(false)} />
      ) : (
        <form onSubmit={submit} onInput={correct} method="post" noValidate className="flex flex-col gap-5">
          <FormSummary message={error?.message} fields={wrong} labels={LABELS} />
          <Field
            name="name"
            label={LABELS.name}
            help="The program that uses it, so that you know it again."
            error={wrong?.['name']}
          >
            <Input defaultValue={item?.name ?? ''} maxLength={KEY_NAME_MAX} autoComplete="off" />
          </Field>
          {!item && <NewKeyFields error={wrong?.['scopes']} />}
          <div className="grid gap-4 sm:grid-cols-2">
            {CAPS.map((which) => (
              <Field
                key={which}
                name={`caps.${which}`}
                label={LABELS[`caps.${which}`]}
                help="Empty: as many as you may."
                error={wrong?.[`caps.${which}`]}
              >
                <Input
                  type="number"
                  inputMode="numeric"
                  min={1}
                  max={CAP_MAX}
                  step={1}
                  defaultValue={item?.caps[which] ?? ''}
                />
              </Field>
            ))}
          </div>
          <div className="flex justify-end gap-2">
            <Button onClick={() => change(false)}>Cancel</Button>
            <Button type="submit" variant="primary" loading={pending}>
              {item ? 'Save' : 'Create the key'}
            </Button>
          </div>
        </form>
      )}
      {dialog}
    </Dialog>
  )
}

/** What cannot be changed afterwards. */
function NewKeyFields({ error }: { error: string | undefined }) {
  return (
    <>
      <Field name="days" label={LABELS.days} help="After that it is refused.">
        <Select defaultValue={USUAL_DAYS}>
          {KEY_DAYS.map((days) => (
            <option key={days} value={days}>
              {days === 365 ? 'In a year' : `In ${days} days`}
            </option>
          ))}
          <option value="">Never, until I revoke it</option>
        </Select>
      </Field>
      <fieldset aria-describedby={error ? 'scopes-error' : undefined} className="flex flex-col gap-3">
        <legend className="mb-1.5 font-medium">{LABELS.scopes}</legend>
        {KEY_SCOPES.map((scope) => (
          <Checkbox key={scope} name={`scope-${scope}`} defaultChecked {...SCOPE_WORDS[scope]} />
        ))}
        {error && (
          <p id="scopes-error" className="text-danger">
            {error}
          </p>
        )}
      </fieldset>
    </>
  )
}

function draftOf(form: FormData): CreateKeyInput {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const cap = (which: (typeof CAPS)[number]) =>
    text(`caps.${which}`) === '' ? null : Number(text(`caps.${which}`))
  return {
    name: text('name'),
    days: KEY_DAYS.find((days) => String(days) === text('days')) ?? null,
    scopes: KEY_SCOPES.filter((scope) => form.has(`scope-${scope}`)),
    caps: { day: cap('day'), month: cap('month') },
  }
}
