'use client'

import Link from 'next/link'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { Button } from '@/components/ui/button'
import { changeInsight, changeInsightHere } from '@/lib/insight/actions'
import type { MessageInsight } from '@/lib/insight/schema'
import { keepInsightState } from '../use-insight-state'

type ReadingControlsProps = { insight: MessageInsight; conversationId: string; onChanged: () => void }

/** Pausing everywhere, and turning it off here. */
export function ReadingControls({ insight, conversationId, onChanged }: ReadingControlsProps) {
  const { isPaused, isOffHere, countHere } = insight
  const [pending, setPending] = useState<'pause' | 'here' | null>(null)
  const [asks, setAsks] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function change(what: 'pause' | 'here', change: () => Promise<string | null>) {
    if (pending) return
    setPending(what)
    setProblem(undefined)
    const failed = await change()
    setPending(null)
    setAsks(false)
    if (failed) setProblem(failed)
    else onChanged()
  }

  const pause = () =>
    change('pause', async () => {
      const result = await callAction(() => changeInsight({ isPaused: !isPaused }))
      if (!result.ok) return result.error.message
      keepInsightState(result.data)
      return null
    })
  const turnHere = () =>
    change('here', async () => {
      const result = await callAction(() => changeInsightHere({ conversationId, isOff: !isOffHere }))
      return result.ok ? null : result.error.message
    })

  const many = countHere === 1 ? 'The one reading' : `The ${countHere} readings`
  return (
    <footer className="flex flex-col gap-2 border-t pt-3">
      {problem && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
      {asks ? (
        <>
          <p>
            {many} of this conversation {countHere === 1 ? 'is' : 'are'} deleted. This cannot be undone.
          </p>
          <div className="flex flex-wrap gap-2">
            <Button size="sm" variant="danger" loading={pending === 'here'} onClick={() => void turnHere()}>
              Turn off and delete
            </Button>
            <Button size="sm" onClick={() => setAsks(false)}>
              Cancel
            </Button>
          </div>
        </>
      ) : (
        <div className="-mx-2 flex flex-wrap gap-x-1">
          <Button size="sm" variant="ghost" loading={pending === 'pause'} onClick={() => void pause()}>
            {isPaused ? 'Go on reading' : 'Pause'}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            loading={pending === 'here'}
            onClick={() => (isOffHere || countHere === 0 ? void turnHere() : setAsks(true))}
          >
            {isOffHere ? 'Read here again' : 'Off in this conversation'}
          </Button>
        </div>
      )}
      <p className="text-ink-muted text-xs">
        Read on this server by a small model of its own; only you can see it.{' '}
        <Link href="/insights" className="text-accent underline underline-offset-2">
          Insights
        </Link>
        {' · '}
        <Link href="/settings/privacy#emotional-insight" className="text-accent underline underline-offset-2">
          Settings
        </Link>
      </p>
    </footer>
  )
}
