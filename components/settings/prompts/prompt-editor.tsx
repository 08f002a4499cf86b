'use client'

import { type FormEvent, useState } from 'react'
import { type ActionError, callAction, withoutField } from '@/components/actions/call-action'
import { refreshPrompts } from '@/components/prompts/prompts'
import { findVariables } from '@/components/prompts/template'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/form/checkbox'
import { Field } from '@/components/ui/form/field'
import { FormSummary } from '@/components/ui/form/form-summary'
import { Input } from '@/components/ui/form/input'
import { readFields } from '@/components/ui/form/read-fields'
import { Textarea } from '@/components/ui/form/textarea'
import { Dialog } from '@/components/ui/overlay/dialog'
import { toast } from '@/components/ui/overlay/toast-store'
import { savePrompt } from '@/lib/prompts/actions'
import {
  PROMPT_COMMAND_MAX_CHARS,
  PROMPT_FOLDER_MAX_CHARS,
  PROMPT_TEXT_MAX_CHARS,
  PROMPT_TITLE_MAX_CHARS,
} from '@/lib/prompts/limits'
import type { PromptDto } from '@/lib/prompts/schema'

const NAMES = ['prompt-title', 'prompt-folder', 'prompt-command', 'prompt-text'] as const
/** What the server calls a field, and its place in this form. */
const PLACES: Record<string, string> = {
  title: 'prompt-title',
  folder: 'prompt-folder',
  command: 'prompt-command',
  content: 'prompt-text',
}

/** Writes a prompt. Somebody else's can only be read, and copied. */
export function PromptEditor({
  prompt,
  folders,
  onClose,
  onCopy,
}: {
  prompt: PromptDto
  folders: readonly string[]
  onClose: () => void
  onCopy: () => void
}) {
  const [error, setError] = useState<ActionError | null>(null)
  const [saving, setSaving] = useState(false)
  const [variables, setVariables] = useState(() => namesIn(prompt.content))
  const isNew = prompt.title === ''

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const fields = readFields(form, NAMES)
    const isShared = new FormData(form).has('prompt-shared')
    setSaving(true)
    const result = await callAction(() =>
      savePrompt({
        id: prompt.id,
        title: fields['prompt-title'],
        folder: fields['prompt-folder'],
        command: fields['prompt-command'],
        content: fields['prompt-text'],
        isShared,
      }),
    )
    setSaving(false)
    if (!result.ok) return setError(inThisForm(result.error))
    await refreshPrompts()
    toast({ title: isNew ? 'Prompt added' : 'Prompt saved' })
    onClose()
  }

  const wrong = (name: string) => error?.fields?.[name]
  const mend = (name: string) => () => error && setError(withoutField(error, name))
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isNew ? 'New prompt' : prompt.isOwn ? 'Edit prompt' : prompt.title}
      className="max-w-xl"
      {...(!prompt.isOwn && { description: `Shared by ${prompt.author ?? 'a member of the workspace'}.` })}
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <FormSummary message={error?.message} fields={error?.fields} />
        <fieldset disabled={!prompt.isOwn} className="contents">
          <Field name="prompt-title" label="Title" error={wrong('prompt-title')}>
            <Input
              autoFocus
              dir="auto"
              defaultValue={prompt.title}
              maxLength={PROMPT_TITLE_MAX_CHARS}
              onInput={mend('prompt-title')}
            />
          </Field>
          <Field
            name="prompt-text"
            label="Text"
            error={wrong('prompt-text')}
            help={
              variables ? (
                <span>Asks for: {variables}</span>
              ) : (
                <span>
                  Write <code>{'{{name}}'}</code> where something is to be asked for,{' '}
                  <code>{'{{name=Ada}}'}</code> with a default, <code>{'{{tone:choice=warm|formal}}'}</code>{' '}
                  for a choice.
                </span>
              )
            }
          >
            <Textarea
              dir="auto"
              defaultValue={prompt.content}
              maxLength={PROMPT_TEXT_MAX_CHARS}
              className="min-h-32 max-h-72"
              onInput={(event) => {
                setVariables(namesIn(event.currentTarget.value))
                mend('prompt-text')()
              }}
            />
          </Field>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field
              name="prompt-command"
              label="Command"
              error={wrong('prompt-command')}
              help="Optional. Typed after a slash."
            >
              <Input
                defaultValue={prompt.command ?? ''}
                maxLength={PROMPT_COMMAND_MAX_CHARS + 1}
                placeholder="weekly"
                autoCapitalize="none"
                autoComplete="off"
                spellCheck={false}
                onInput={mend('prompt-command')}
              />
            </Field>
            <Field
              name="prompt-folder"
              label="Folder"
              error={wrong('prompt-folder')}
              help="Optional. A new name makes one."
            >
              <Input
                dir="auto"
                defaultValue={prompt.folder}
                maxLength={PROMPT_FOLDER_MAX_CHARS}
                list="prompt-folders"
                autoComplete="off"
                onInput={mend('prompt-folder')}
              />
            </Field>
          </div>
          <datalist id="prompt-folders">
            {folders.map((folder) => (
              <option key={folder} value={folder} />
            ))}
          </datalist>
          {prompt.isOwn && (
            <Checkbox
              name="prompt-shared"
              label="Share in the workspace"
              help="Its members can use it. Only you can change it."
              defaultChecked={prompt.isShared}
            />
          )}
        </fieldset>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{prompt.isOwn ? 'Cancel' : 'Close'}</Button>
          {prompt.isOwn ? (
            <Button variant="primary" type="submit" loading={saving}>
              {isNew ? 'Add prompt' : 'Save'}
            </Button>
          ) : (
            <Button variant="primary" onClick={onCopy}>
              Copy to my prompts
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}

function namesIn(content: string): string {
  return findVariables(content)
    .map(({ name }) => name)
    .join(', ')
}

function inThisForm(error: ActionError): ActionError {
  const entries = Object.entries(error.fields ?? {})
  return {
    ...error,
    fields: Object.fromEntries(entries.map(([name, problem]) => [PLACES[name] ?? name, problem])),
  }
}
