'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { type ActionError, callAction, withoutField } from '@/components/actions/call-action'
import { AssistantPicture } from '@/components/assistants/assistant-picture'
import { refreshAssistants } from '@/components/assistants/assistants'
import { useModels } from '@/components/chat/conversation/models'
import { PictureField } from '@/components/settings/picture-field'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { buttonStyles } from '@/components/ui/button-styles'
import { cn } from '@/components/ui/cn'
import { Checkbox } from '@/components/ui/form/checkbox'
import { Field, useFieldControl } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { controlStyles, Input } from '@/components/ui/form/input'
import { readFields } from '@/components/ui/form/read-fields'
import { Textarea } from '@/components/ui/form/textarea'
import { toast } from '@/components/ui/overlay/toast-store'
import { saveAssistant, storeAssistantPicture } from '@/lib/assistants/actions'
import {
  ASSISTANT_DESCRIPTION_MAX_CHARS,
  ASSISTANT_HANDLE_MAX_CHARS,
  ASSISTANT_INSTRUCTIONS_MAX_CHARS,
  ASSISTANT_NAME_MAX_CHARS,
  STARTERS_MAX,
} from '@/lib/assistants/limits'
import type { AssistantDto } from '@/lib/assistants/schema'

const NAMES = ['name', 'handle', 'description', 'instructions', 'model', 'emoji', 'starters'] as const
const at = (name: string) => `assistant-${name}`

/** Writes an assistant. `isNew`: there is none yet under this id. */
export function AssistantForm({ assistant, isNew }: { assistant: AssistantDto; isNew: boolean }) {
  const router = useRouter()
  const [avatarId, setAvatarId] = useState(assistant.avatarId)
  const [error, setError] = useState<ActionError | null>(null)
  const [saving, setSaving] = useState(false)

  async function storePicture(form: FormData | null) {
    if (!form) {
      setAvatarId(null)
      return { ok: true as const }
    }
    const result = await callAction(() => storeAssistantPicture(form))
    if (result.ok) setAvatarId(result.data.avatarId)
    return result
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const read = readFields(form, NAMES.map(at))
    const field = (name: (typeof NAMES)[number]) => read[at(name)] ?? ''
    const lines = field('starters').split('\n')
    setSaving(true)
    const result = await callAction(() =>
      saveAssistant({
        id: assistant.id,
        name: field('name'),
        handle: field('handle'),
        description: field('description'),
        instructions: field('instructions'),
        model: field('model') || null,
        emoji: field('emoji').trim() || null,
        avatarId,
        starters: lines.filter((line) => line.trim() !== ''),
        isShared: new FormData(form).has(at('shared')),
      }),
    )
    if (!result.ok) {
      setSaving(false)
      return setError(inThisForm(result.error))
    }
    await refreshAssistants()
    toast({ title: isNew ? 'Assistant added' : 'Assistant saved' })
    router.push('/settings/assistants')
  }

  const wrong = (name: string) => error?.fields?.[at(name)]
  const mend = (name: string) => () => error && setError(withoutField(error, at(name)))
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-6">
      <FormSummary message={error?.message} fields={error?.fields} />
      <PictureField
        url={assistant.avatarId && `/api/avatars/${assistant.avatarId}`}
        store={storePicture}
        render={(url) =>
          url ? (
            <Avatar name={assistant.name} seed={assistant.id} url={url} className="size-16" />
          ) : (
            <AssistantPicture assistant={{ ...assistant, avatarId: null }} className="size-16 text-2xl" />
          )
        }
      />
      <div className="grid gap-6 sm:grid-cols-2">
        <Field name={at('name')} label="Name" error={wrong('name')}>
          <Input
            dir="auto"
            autoComplete="off"
            defaultValue={assistant.name}
            maxLength={ASSISTANT_NAME_MAX_CHARS}
            onInput={mend('name')}
          />
        </Field>
        <Field name={at('handle')} label="Handle" error={wrong('handle')} help="What you type after the @.">
          <Input
            defaultValue={assistant.handle}
            maxLength={ASSISTANT_HANDLE_MAX_CHARS + 1}
            placeholder="chef"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            onInput={mend('handle')}
          />
        </Field>
      </div>
      <Field name={at('description')} label="Description" error={wrong('description')}>
        <Input
          dir="auto"
          autoComplete="off"
          defaultValue={assistant.description}
          maxLength={ASSISTANT_DESCRIPTION_MAX_CHARS}
          placeholder="Cooks with what is there."
          onInput={mend('description')}
        />
      </Field>
      <Field
        name={at('instructions')}
        label="Instructions"
        error={wrong('instructions')}
        help="What it knows, and what it always or never does. Sent along with every message."
      >
        <Textarea
          dir="auto"
          defaultValue={assistant.instructions}
          maxLength={ASSISTANT_INSTRUCTIONS_MAX_CHARS}
          className="min-h-40"
          onInput={mend('instructions')}
        />
      </Field>
      <div className="grid gap-6 sm:grid-cols-2">
        <Field name={at('model')} label="Model" error={wrong('model')}>
          <ModelChoice initial={assistant.model} />
        </Field>
        <Field
          name={at('emoji')}
          label="Emoji"
          error={wrong('emoji')}
          help="Optional. Shown without a picture."
        >
          <Input
            autoComplete="off"
            defaultValue={assistant.emoji ?? ''}
            placeholder="🍳"
            onInput={mend('emoji')}
          />
        </Field>
      </div>
      <Field
        name={at('starters')}
        label="Questions to begin with"
        error={wrong('starters')}
        help={`One a line, ${STARTERS_MAX} at most.`}
      >
        <Textarea dir="auto" defaultValue={assistant.starters.join('\n')} onInput={mend('starters')} />
      </Field>
      <Checkbox
        name={at('shared')}
        label="Share in the workspace"
        help="Its members can talk to it. Only you can change it."
        defaultChecked={assistant.isShared}
      />
      <div className="flex justify-end gap-2">
        <Link href="/settings/assistants" className={buttonStyles()}>
          Cancel
        </Link>
        <Button variant="primary" type="submit" loading={saving}>
          {isNew ? 'Add assistant' : 'Save'}
        </Button>
      </div>
    </form>
  )
}

function ModelChoice({ initial }: { initial: string | null }) {
  const { models } = useModels()
  // What is chosen stays chosen when the options come, or come anew, after it.
  const [chosen, setChosen] = useState(initial ?? '')
  const isListed = models.some(({ id }) => id === chosen)
  return (
    <select
      {...useFieldControl()}
      value={chosen}
      onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      className={cn(controlStyles, 'h-11 md:h-10')}
    >
      <option value="">The one you use otherwise</option>
      {chosen && !isListed && <option value={chosen}>{chosen}</option>}
      {models.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  )
}

function inThisForm(error: ActionError): ActionError {
  const entries = Object.entries(error.fields ?? {})
  // A question that is wrong is "starters.2".
  return {
    ...error,
    fields: Object.fromEntries(entries.map(([name, problem]) => [at(name.split('.')[0] ?? name), problem])),
  }
}
