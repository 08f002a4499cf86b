'use client'

import { CircleAlert } from 'lucide-react'
import type { Option } from '@/components/ui/form/option'
import { Segmented } from '@/components/ui/form/segmented'
import type { ProfileDto } from '@/lib/accounts/schema'
import { SaveStatus } from './save-status'
import { useProfileField } from './use-profile-field'

type ChoiceSettingProps<K extends 'tone' | 'length'> = {
  name: K
  legend: string
  help: string
  initial: ProfileDto[K]
  options: readonly Option<ProfileDto[K]>[]
}

/** One of a few in the profile, saved at once. */
export function ChoiceSetting<K extends 'tone' | 'length'>({
  name,
  legend,
  help,
  initial,
  options,
}: ChoiceSettingProps<K>) {
  const { value, state, choose, flush } = useProfileField<K>(name, initial)
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
    </div>
  )
}
