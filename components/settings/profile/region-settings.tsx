'use client'

import { type ReactNode, useSyncExternalStore } from 'react'
import type { Option } from '@/components/ui/form/option'
import { detectTimeZone, timeZoneName, timeZoneOptions } from '../time-zone'
import { ListSetting } from './list-setting'

type LanguageProps = { options: readonly Option[] }

const labelIn = (options: readonly Option[]) => (value: string) =>
  options.find((option) => option.value === value)?.label ?? value

/** The person's language and formats. The names come from the server, so that both sides write them alike. */
export function LanguageSetting({ options }: LanguageProps) {
  const labelOf = labelIn(options)
  return (
    <ListSetting
      name="locale"
      label="Language"
      help={(value, choose) => (
        <Found detect={detectLocale} value={value} labelOf={labelOf} choose={choose}>
          Your own language, and how dates and numbers look. The interface itself is in English.
        </Found>
      )}
      labelOf={labelOf}
      readOptions={() => options}
      placeholder="Search languages"
    />
  )
}

const AS_WRITTEN = 'The language you write in'

/** The language of the answers, when it is to be always the same. */
export function AnswersInSetting({ options }: LanguageProps) {
  const all = [{ value: '', label: AS_WRITTEN }, ...options]
  return (
    <ListSetting
      name="language"
      label="Answers in"
      help={(value) =>
        value === ''
          ? 'Write in any language: the answer comes in the same.'
          : 'Whatever language you write in. Good for learning one.'
      }
      labelOf={labelIn(all)}
      readOptions={() => all}
      placeholder="Search languages for answers"
    />
  )
}

/** The time zone, with the browser's own offered when it differs. */
export function TimeZoneSetting() {
  return (
    <ListSetting
      name="timeZone"
      label="Time zone"
      help={(value, choose) => (
        <Found detect={detectTimeZone} value={value} labelOf={timeZoneName} choose={choose}>
          Numina tells the time and greets you by it.
        </Found>
      )}
      labelOf={timeZoneName}
      readOptions={(value) => timeZoneOptions(value, new Date())}
      placeholder="Search time zones"
    />
  )
}

const detectLocale = () => navigator.language
const subscribeToNothing = () => () => undefined

/** Offers what was found from the browser, when it is something else. */
function Found({
  detect,
  value,
  labelOf,
  choose,
  children,
}: {
  detect: () => string
  value: string
  labelOf: (value: string) => string
  choose: (value: string) => void
  children: ReactNode
}) {
  const found = useSyncExternalStore(subscribeToNothing, detect, () => value)
  if (found === value) return children
  return (
    <>
      This browser is in {labelOf(found)}.{' '}
      <button
        type="button"
        onClick={() => choose(found)}
        className="rounded-sm text-accent underline underline-offset-2"
      >
        Use {labelOf(found)}
      </button>
    </>
  )
}
