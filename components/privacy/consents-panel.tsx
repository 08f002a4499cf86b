'use client'

import Link from 'next/link'
import { useState } from 'react'
import { type ActionError, callAction } from '@/components/actions/call-action'
import { Notice } from '@/components/ui/notice'
import { Spinner } from '@/components/ui/spinner'
import { changeConsent } from '@/lib/consents/actions'
import { NEEDED, OFFERED } from '@/lib/consents/limits'
import type { ConsentDto, ConsentState } from '@/lib/consents/schema'
import { CONSENT_HELP, CONSENT_NAMES } from './consent-words'

type Offered = (typeof OFFERED)[number]

/** What the person agreed to: what an account needs, what is only offered as switches, and how it came to be. */
export function ConsentsPanel({
  initial,
  locale,
  timeZone,
}: {
  initial: ConsentState
  locale: string
  timeZone: string
}) {
  const [state, setState] = useState(initial)
  const [changing, setChanging] = useState<Offered | null>(null)
  const [error, setError] = useState<ActionError | null>(null)
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const say = (at: string) => format.format(new Date(at))

  async function change(kind: Offered, isGiven: boolean) {
    setChanging(kind)
    setError(null)
    const result = await callAction(() => changeConsent({ kind, isGiven }))
    setChanging(null)
    if (result.ok) setState(result.data)
    else setError(result.error)
  }

  return (
    <div className="flex flex-col gap-5">
      <p className="text-ink-muted">
        {NEEDED.map((kind, at) => (
          <span key={kind}>
            {at > 0 && ' '}
            <Link href={`/${kind}`} className="text-accent underline underline-offset-2">
              {CONSENT_NAMES[kind]}
            </Link>
            {state.given[kind] ? `: agreed on ${say(state.given[kind].givenAt)}.` : ': not agreed yet.'}
          </span>
        ))}{' '}
        Without them there is no account: to withdraw them, delete it below.
      </p>
      {OFFERED.map((kind) => (
        <Switch
          key={kind}
          id={`consent-${kind}`}
          label={CONSENT_NAMES[kind]}
          help={CONSENT_HELP[kind]}
          isOn={state.given[kind] !== undefined}
          isBusy={changing === kind}
          onChange={(isOn) => void change(kind, isOn)}
        />
      ))}
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <History entries={state.history} say={say} />
    </div>
  )
}

function Switch({
  id,
  label,
  help,
  isOn,
  isBusy,
  onChange,
}: {
  id: string
  label: string
  help: string
  isOn: boolean
  isBusy: boolean
  onChange: (isOn: boolean) => void
}) {
  return (
    <div className="flex items-start gap-4">
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <p id={`${id}-help`} className="text-ink-muted">
          {help}
        </p>
      </div>
      {isBusy && <Spinner />}
      <input
        type="checkbox"
        role="switch"
        id={id}
        checked={isOn}
        aria-checked={isOn}
        aria-describedby={`${id}-help`}
        onChange={(event) => !isBusy && onChange(event.currentTarget.checked)}
        className="relative mt-0.5 h-6 w-10 shrink-0 cursor-pointer appearance-none rounded-full bg-line-strong transition-colors before:absolute before:start-0.5 before:top-0.5 before:size-5 before:rounded-full before:bg-surface-raised before:transition-transform checked:bg-accent checked:before:translate-x-4 rtl:checked:before:-translate-x-4"
      />
    </div>
  )
}

function History({ entries, say }: { entries: readonly ConsentDto[]; say: (at: string) => string }) {
  return (
    <details className="rounded-card border">
      <summary className="cursor-pointer rounded-card px-4 py-3 font-medium">History</summary>
      <ol className="flex flex-col divide-y border-t">
        {entries.map(({ kind, version, givenAt, withdrawnAt }) => (
          <li key={`${kind} ${givenAt}`} className="flex flex-col gap-0.5 px-4 py-3">
            <p className="font-medium">{CONSENT_NAMES[kind]}</p>
            <p className="text-ink-muted">
              Version of {version}. Given {say(givenAt)}
              {withdrawnAt ? `, withdrawn ${say(withdrawnAt)}.` : '.'}
            </p>
          </li>
        ))}
      </ol>
    </details>
  )
}
