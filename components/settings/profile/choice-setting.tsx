'use client'

import { CircleAlert } from 'lucide-react'
import type { Option } from '@/components/ui/form/option'
import { Segmented } from '@/components/ui/form/segmented'
import { SaveStatus } from '../save-status'
import { FieldConflict } from './field-conflict'
import type { ProfileValues } from './profile-editor'
import { useProfileField } from './use-profile-field'

type ChoiceSettingProps<K extends 'tone' | 'length' | 'humour'> = {
  name: K
  legend: string
  help: string
  options: readonly Option<ProfileValues[K]>[]
}

/** One of a few in the profile, saved at once. */
export function ChoiceSetting<K extends 'tone' | 'length' | 'humour'>({
  name,
  legend,
  help,
  options,
}: ChoiceSettingProps<K>) {
  const { value, state, conflict, choose, flush } = useProfileField<K>(name)
  const labelOf = (choice: ProfileValues[K]) =>
    options.find((option) => option.value === choice)?.label ?? choice
  return (
    <div className="flex flex-col gap-1.5">
      <Segmented
        legend={legend}
        name={name}
        options={options}
        value={value}
        onChange={choose}
        help={help}
        aside={<SaveStatus state={state} onRetry={flush} />}
      />
      {state.status === 'failed' && (
        <p role="alert" className="flex items-start gap-1.5 text-danger">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {state.message}
        </p>
      )}
      {conflict && (
        <FieldConflict theirs={labelOf(conflict.theirs)} onTake={conflict.take} onKeep={conflict.keep} />
      )}
    </div>
  )
}
