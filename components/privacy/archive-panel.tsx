'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import type { ActionError } from '@/components/actions/call-action'
import { useProof } from '@/components/auth/use-proof'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { discardArchive, openArchive, requestArchive } from '@/lib/privacy/actions'
import type { ArchiveDto } from '@/lib/privacy/schema'
import { isBeingMade, useArchive } from './use-archive'
import { sizeOf } from './words'

/** Everything Numina holds of the person, as one file: asking for it, watching it being made, downloading it. */
export function ArchivePanel({
  initial,
  locale,
  timeZone,
}: {
  initial: ArchiveDto | null
  locale: string
  timeZone: string
}) {
  const { call, dialog } = useProof()
  const { archive, setArchive } = useArchive(initial)
  const [pending, setPending] = useState<'ask' | 'open' | 'discard' | null>(null)
  const [error, setError] = useState<ActionError | null>(null)

  async function run<T>(
    what: NonNullable<typeof pending>,
    action: Parameters<typeof call<T>>[0],
    then: (data: T) => void,
  ) {
    setPending(what)
    setError(null)
    const result = await call(action)
    setPending(null)
    if (result?.ok) then(result.data)
    else if (result) setError(result.error)
  }

  const ask = () => run('ask', () => requestArchive(undefined), setArchive)
  const open = (id: string) =>
    run(
      'open',
      () => openArchive({ id }),
      ({ href }) => window.location.assign(href),
    )
  const discard = (id: string) =>
    run(
      'discard',
      () => discardArchive({ id }),
      () => setArchive(null),
    )

  const isReady = archive?.status === 'ready'
  return (
    <div className="flex flex-col items-start gap-4">
      <p className="text-ink-muted">
        Everything Numina holds of you in one ZIP: conversations, settings, sessions, pictures, the log of
        your account. Nothing of anybody else, no passwords, no keys. It is made in the background; you get a
        mail when it is ready, and can download it for seven days.
      </p>
      {archive && isBeingMade(archive) && <Making archive={archive} />}
      {isReady && <Ready archive={archive} when={endOf(archive, locale, timeZone)} />}
      {archive?.status === 'failed' && (
        <Notice tone="danger" live>
          Your archive could not be made. Nothing of your data is changed. Please try again; if it fails
          again, write to whoever runs this Numina.
        </Notice>
      )}
      {error && (
        <Notice tone="danger" live>
          {error.message}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        {isReady && (
          <Button variant="primary" loading={pending === 'open'} onClick={() => open(archive.id)}>
            <Download aria-hidden className="size-4" />
            Download
          </Button>
        )}
        {!isBeingMade(archive) && (
          <Button loading={pending === 'ask'} onClick={ask}>
            {isReady ? 'Make it anew' : 'Ask for my data'}
          </Button>
        )}
        {archive && archive.status !== 'failed' && (
          <Button variant="ghost" loading={pending === 'discard'} onClick={() => discard(archive.id)}>
            {isReady ? 'Remove' : 'Cancel'}
          </Button>
        )}
      </div>
      {dialog}
    </div>
  )
}

function endOf({ expiresAt }: ArchiveDto, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(new Date(expiresAt))
}

function Making({ archive: { done, total } }: { archive: ArchiveDto }) {
  const percent = total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0
  return (
    <div className="flex w-full flex-col gap-3 rounded-card border p-5">
      <div className="flex items-baseline justify-between gap-3">
        <p id="archive-progress" className="font-medium">
          Your archive is being made
        </p>
        <p className="tabular-nums">{percent} %</p>
      </div>
      <progress aria-labelledby="archive-progress" max={100} value={percent} className="import-progress" />
      <p className="text-ink-muted tabular-nums">
        {total > 0 ? `${done} of ${total} records. ` : ''}You can leave this page.
      </p>
    </div>
  )
}

function Ready({ archive, when }: { archive: ArchiveDto; when: string }) {
  return (
    <Notice tone="success" live>
      Your archive is ready: {sizeOf(archive.size ?? 0)}, until {when}.
    </Notice>
  )
}
