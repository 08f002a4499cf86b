'use client'

import { useSyncExternalStore } from 'react'
import { Combobox } from '@/components/ui/form/combobox'
import { Field } from '@/components/ui/form/field'
import type { Option } from '@/components/ui/form/option'
import { SaveStatus } from './save-status'
import { detectTimeZone, timeZoneName, timeZoneOptions } from './time-zone'
import { useProfileField } from './use-profile-field'

/** The language of answers and formats. The names come from the server, so that both sides write them alike. */
export function LanguageSetting({ initial, options }: { initial: string; options: readonly Option[] }) {
  const { value, state, choose, flush } = useProfileField('locale', initial)
  return (
    <Field
      name="locale"
      label="Language"
      help="The language Numina answers in when you do not write in another, and how dates and numbers look. The interface itself is in English."
      aside={<SaveStatus state={state} onRetry={flush} />}
      error={state.status === 'failed' ? state.message : undefined}
    >
      <Combobox
        value={value}
        valueLabel={options.find((option) => option.value === value)?.label ?? value}
        readOptions={() => options}
        onChange={choose}
        placeholder="Search languages"
      />
    </Field>
  )
}

/** The time zone, with the browser's own offered when it differs. */
export function TimeZoneSetting({ initial }: { initial: string }) {
  const { value, state, choose, flush } = useProfileField('timeZone', initial)
  const detected = useSyncExternalStore(subscribeToNothing, detectTimeZone, () => value)
  return (
    <Field
      name="timeZone"
      label="Time zone"
      help={
        detected === value ? (
          'Numina tells the time and greets you by it.'
        ) : (
          <>
            This browser is in {timeZoneName(detected)}.{' '}
            <button
              type="button"
              onClick={() => choose(detected)}
              className="rounded-sm text-accent underline underline-offset-2"
            >
              Use {timeZoneName(detected)}
            </button>
          </>
        )
      }
      aside={<SaveStatus state={state} onRetry={flush} />}
      error={state.status === 'failed' ? state.message : undefined}
    >
      <Combobox
        value={value}
        valueLabel={timeZoneName(value)}
        readOptions={() => timeZoneOptions(value, new Date())}
        onChange={choose}
        placeholder="Search time zones"
      />
    </Field>
  )
}

const subscribeToNothing = () => () => undefined
