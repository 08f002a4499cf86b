'use client'

import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Textarea } from '@/components/ui/form/textarea'
import { SaveStatus } from '../save-status'
import { FieldConflict } from './field-conflict'
import { useProfileField } from './use-profile-field'

type TextSettingProps = {
  name: 'name' | 'pronouns' | 'bio' | 'birthday' | 'address' | 'about' | 'avoid' | 'instructions'
  label: string
  help: string
  maxLength?: number
  lines?: 'one' | 'many'
  type?: 'text' | 'date'
  placeholder?: string
  autoComplete?: string
  className?: string
}

type InputEvent = { currentTarget: HTMLInputElement | HTMLTextAreaElement }

/** A text of the profile that saves itself when the typing pauses. */
export function TextSetting({
  name,
  label,
  help,
  lines = 'one',
  type = 'text',
  ...control
}: TextSettingProps) {
  const { value, state, takes, conflict, type: enter, flush } = useProfileField(name)
  const bind = {
    ...control,
    dir: 'auto',
    defaultValue: value,
    onInput: ({ currentTarget }: InputEvent) => {
      // A date is empty until it is whole.
      if (!currentTarget.validity.badInput) enter(currentTarget.value)
    },
    onBlur: ({ currentTarget }: InputEvent) => {
      // Typed before the page's script had loaded.
      if (currentTarget.value !== value && !currentTarget.validity.badInput) enter(currentTarget.value)
      void flush?.()
    },
  }
  return (
    <div>
      <Field
        name={name}
        label={label}
        help={help}
        aside={<SaveStatus state={state} onRetry={flush} />}
        error={state.status === 'failed' ? state.message : undefined}
      >
        {lines === 'one' ? <Input key={takes} type={type} {...bind} /> : <Textarea key={takes} {...bind} />}
      </Field>
      {conflict && <FieldConflict theirs={conflict.theirs} onTake={conflict.take} onKeep={conflict.keep} />}
    </div>
  )
}
