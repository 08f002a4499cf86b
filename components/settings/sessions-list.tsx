'use client'

import { Globe, Monitor, Smartphone, Tablet } from 'lucide-react'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { endOtherSessions, endSession } from '@/lib/sessions/actions'
import type { SessionDto } from '@/lib/sessions/schema'
import { seenAgo } from './seen-ago'

const ICONS = { desktop: Monitor, phone: Smartphone, tablet: Tablet, other: Globe }

/** Where the person is signed in. Ending a session counts with its next request. */
export function SessionsList({ initial, now }: { initial: SessionDto[]; now: number }) {
  const [sessions, setSessions] = useState(initial)
  const [pending, setPending] = useState<string | null>(null)
  const [message, setMessage] = useState<{ tone: 'success' | 'danger'; text: string } | null>(null)
  const hasOthers = sessions.some(({ isCurrent }) => !isCurrent)

  async function run(what: string, end: () => Promise<string | null>, keep: (one: SessionDto) => boolean) {
    setPending(what)
    setMessage(null)
    const problem = await end()
    setPending(null)
    if (problem) setMessage({ tone: 'danger', text: problem })
    else {
      setSessions((all) => all.filter(keep))
      setMessage({
        tone: 'success',
        text: what === 'others' ? 'All other sessions ended.' : 'Session ended.',
      })
    }
  }

  const endOne = (id: string) =>
    run(
      id,
      async () => {
        const result = await callAction(() => endSession({ id }))
        return result.ok ? null : result.error.message
      },
      (one) => one.id !== id,
    )
  const endOthers = () =>
    run(
      'others',
      async () => {
        const result = await callAction(() => endOtherSessions(undefined))
        return result.ok ? null : result.error.message
      },
      (one) => one.isCurrent,
    )

  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col divide-y rounded-card border">
        {sessions.map((session) => (
          <Row
            key={session.id}
            session={session}
            now={now}
            pending={pending === session.id}
            onEnd={() => endOne(session.id)}
          />
        ))}
      </ul>
      {message && (
        <Notice tone={message.tone} live>
          {message.text}
        </Notice>
      )}
      {hasOthers && (
        <Button className="self-start" loading={pending === 'others'} onClick={endOthers}>
          End all other sessions
        </Button>
      )}
    </div>
  )
}

function Row({
  session,
  now,
  pending,
  onEnd,
}: {
  session: SessionDto
  now: number
  pending: boolean
  onEnd: () => void
}) {
  const { browser, system, kind, ip, place, isCurrent, lastSeenAt } = session
  const Icon = ICONS[kind]
  const name = `${browser} on ${system}`
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Icon aria-hidden className="size-5 shrink-0 text-ink-muted" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{name}</p>
        <p className="text-ink-muted [overflow-wrap:anywhere]">
          {isCurrent ? 'This browser' : seenAgo(lastSeenAt, now)} · {place ? `${place} · ` : ''}
          {ip}
        </p>
      </div>
      {!isCurrent && (
        <Button size="sm" loading={pending} onClick={onEnd} aria-label={`End the session in ${name}`}>
          End
        </Button>
      )}
    </li>
  )
}
