'use client'

import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Textarea } from '@/components/ui/form/textarea'
import { SaveStatus } from './save-status'
import { useProfileField } from './use-profile-field'

type TextSettingProps = {
  name: 'name' | 'address' | 'instructions'
  label: string
  help: string
  initial: string
  maxLength: number
  lines?: 'one' | 'many'
  placeholder?: string
  autoComplete?: string
}

type InputEvent = { currentTarget: { value: string } }

/** A text of the profile that saves itself when the typing pauses. */
export function TextSetting({ name, label, help, initial, lines = 'one', ...control }: TextSettingProps) {
  const { value, state, type, flush } = useProfileField(name, initial)
  const bind = {
    ...control,
    dir: 'auto',
    defaultValue: initial,
    onInput: ({ currentTarget }: InputEvent) => type(currentTarget.value),
    onBlur: ({ currentTarget }: InputEvent) => {
      // Typed before the page's script had loaded.
      if (currentTarget.value !== value) type(currentTarget.value)
      void flush()
    },
  }
  return (
    <Field
      name={name}
      label={label}
      help={help}
      aside={<SaveStatus state={state} onRetry={flush} />}
      error={state.status === 'failed' ? state.message : undefined}
    >
      {lines === 'one' ? <Input {...bind} /> : <Textarea {...bind} />}
    </Field>
  )
}
