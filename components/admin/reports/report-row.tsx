'use client'

import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useCall } from '@/components/actions/use-call'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/overlay/toast-store'
import { readReportedReply, settleReport } from '@/lib/feedback/actions'
import type { ReportDto, ReportedReply } from '@/lib/feedback/schema'

const REASONS: Record<ReportDto['reason'], string> = {
  harmful: 'Harmful or dangerous',
  illegal: 'Against the law',
  private: 'Gives away private data',
  false: 'False, and could do damage',
  other: 'Something else',
}

/** One report. The reply it is about is read on request alone: its person sees that it was. */
export function ReportRow({
  report: { id, reason, note, by, isHandled },
  when,
  onSettled,
}: {
  report: ReportDto
  when: string
  onSettled: () => void
}) {
  const [reply, setReply] = useState<ReportedReply | null>(null)
  const reading = useCall()
  const settling = useCall()
  const error = reading.error ?? settling.error

  const settle = () =>
    settling.run(
      () => callAction(() => settleReport({ id, isHandled: !isHandled })),
      () => {
        toast({ title: isHandled ? 'The report is open again.' : 'The report is dealt with.' })
        onSettled()
      },
    )

  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div>
        <p className="font-medium">{REASONS[reason]}</p>
        <p className="text-ink-muted">
          {by ?? 'Somebody who is not here any more'} · {when}
        </p>
      </div>
      {note && <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{note}</p>}
      {reply && (
        <figure className="flex flex-col gap-2 rounded-control bg-surface-sunken px-3.5 py-3">
          <blockquote
            dir="auto"
            className="max-h-96 overflow-y-auto whitespace-pre-wrap [overflow-wrap:anywhere]"
          >
            {reply.text ?? 'The reply is not there any more.'}
          </blockquote>
          {reply.model && <figcaption className="text-ink-muted">By {reply.model}</figcaption>}
        </figure>
      )}
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        {!reply && (
          <Button
            size="sm"
            loading={reading.pending}
            onClick={() => void reading.run(() => callAction(() => readReportedReply({ id })), setReply)}
          >
            Read the reply
          </Button>
        )}
        <Button size="sm" loading={settling.pending} onClick={() => void settle()}>
          {isHandled ? 'Open again' : 'Dealt with'}
        </Button>
      </div>
    </li>
  )
}
