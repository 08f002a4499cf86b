'use client'

import Link from 'next/link'
import { useState } from 'react'
import { type ActionError, callAction } from '@/components/actions/call-action'
import { Switch } from '@/components/ui/form/switch'
import { Notice } from '@/components/ui/notice'
import { changeConsent } from '@/lib/consents/actions'
import { NEEDED, SWITCHED } from '@/lib/consents/limits'
import type { ConsentDto, ConsentState } from '@/lib/consents/schema'
import { CONSENT_HELP, CONSENT_NAMES } from './consent-words'

type Offered = (typeof SWITCHED)[number]

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
      {SWITCHED.map((kind) => (
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
