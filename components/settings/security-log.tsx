'use client'

import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { listSecurityEvents } from '@/lib/audit/actions'
import type { SecurityEventDto, SecurityEventPage } from '@/lib/audit/schema'
import { ALARMING, SECURITY_WORDS } from './security-words'

/** The security log of the person's own account, newest first. */
export function SecurityLog({
  first,
  timeZone,
  locale,
}: {
  first: SecurityEventPage
  timeZone: string
  locale: string
}) {
  const [{ events, nextCursor }, setLog] = useState(first)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })

  async function readMore(cursor: string) {
    setPending(true)
    setProblem(null)
    const result = await callAction(() => listSecurityEvents({ cursor }))
    setPending(false)
    if (result.ok) setLog({ events: [...events, ...result.data.events], nextCursor: result.data.nextCursor })
    else setProblem(result.error.message)
  }

  return (
    <div className="flex flex-col gap-4">
      <ol className="flex flex-col divide-y rounded-card border">
        {events.map((event) => (
          <Entry key={event.id} event={event} when={format.format(new Date(event.at))} />
        ))}
      </ol>
      {problem && (
        <Notice tone="danger" live>
          {problem}
        </Notice>
      )}
      {nextCursor && (
        <Button className="self-start" loading={pending} onClick={() => readMore(nextCursor)}>
          Show earlier
        </Button>
      )}
    </div>
  )
}

function Entry({ event, when }: { event: SecurityEventDto; when: string }) {
  const { kind, ip, device, at } = event
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 px-4 py-3">
      <p className="flex-1 font-medium">
        {ALARMING.has(kind) && (
          <TriangleAlert aria-hidden className="me-1.5 inline size-4 align-text-bottom text-warning" />
        )}
        {SECURITY_WORDS[kind] ?? kind}
      </p>
      <time dateTime={at} className="text-ink-muted tabular-nums">
        {when}
      </time>
      {(device || ip) && (
        <p className="basis-full text-ink-muted [overflow-wrap:anywhere]">
          {[device, ip].filter(Boolean).join(' · ')}
        </p>
      )}
    </li>
  )
}
