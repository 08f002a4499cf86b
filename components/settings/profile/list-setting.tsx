'use client'

import type { ReactNode } from 'react'
import { Combobox } from '@/components/ui/form/combobox'
import { Field } from '@/components/ui/form/field'
import type { Option } from '@/components/ui/form/option'
import { SaveStatus } from '../save-status'
import { FieldConflict } from './field-conflict'
import { useProfileField } from './use-profile-field'

type ListSettingProps = {
  name: 'locale' | 'language' | 'timeZone'
  label: string
  /** `choose` for an offer in the help. */
  help: (value: string, choose: (value: string) => void) => ReactNode
  labelOf: (value: string) => string
  readOptions: (value: string) => readonly Option[]
  placeholder: string
}

/** One of many in the profile, found by typing and saved at once. */
export function ListSetting({ name, label, help, labelOf, readOptions, placeholder }: ListSettingProps) {
  const { value, state, conflict, choose, flush } = useProfileField(name)
  return (
    <div>
      <Field
        name={name}
        label={label}
        help={help(value, choose)}
        aside={<SaveStatus state={state} onRetry={flush} />}
        error={state.status === 'failed' ? state.message : undefined}
      >
        <Combobox
          value={value}
          valueLabel={labelOf(value)}
          readOptions={() => readOptions(value)}
          onChange={choose}
          placeholder={placeholder}
        />
      </Field>
      {conflict && (
        <FieldConflict theirs={labelOf(conflict.theirs)} onTake={conflict.take} onKeep={conflict.keep} />
      )}
    </div>
  )
}
