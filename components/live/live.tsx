'use client'

import { useEffect } from 'react'
import { setPerson } from '@/components/actions/person'
import { withCallback } from '@/components/auth/callback-url'
import { toast } from '@/components/ui/overlay/toast-store'
import { follow } from './follow'
import { tellListeners } from './listeners'

/** The page stays as it is: what is being written is not lost, and can still be read. */
function sayGoodbye(): void {
  const { pathname, search } = window.location
  const door = withCallback('/sign-in', pathname + search)
  toast({
    title: 'You are signed out.',
    description: 'What you were writing is kept in this browser.',
    action: { label: 'Sign in', onSelect: () => window.location.assign(door) },
    duration: Number.POSITIVE_INFINITY,
  })
}

const RETRY_MS = 5_000

type LiveProps = { after: string; workspaceId: string; personId: string }

/** Keeps this window connected to what its person does elsewhere. `after`: an id of the moment the page was made. */
export function Live({ after, workspaceId, personId }: LiveProps) {
  useEffect(() => setPerson(personId), [personId])
  // Only the first page of a window has to say where it begins.
  // biome-ignore lint/correctness/useExhaustiveDependencies: later pages come over a channel that is open
  useEffect(() => {
    let stop = () => {}
    let isGone = false
    const start = async () => {
      const { LiveChannel } = await import('./channel')
      if (isGone) return
      const channel = new LiveChannel({
        ...{ after, workspaceId },
        ...{ tell: tellListeners, ended: sayGoodbye, moved: follow },
      })
      channel.start()
      stop = () => channel.stop()
    }
    /** As a channel that breaks is begun again, so is one whose code did not come. */
    const begin = () =>
      start().catch(() => {
        const again = setTimeout(begin, RETRY_MS)
        stop = () => clearTimeout(again)
      })
    void begin()
    return () => {
      isGone = true
      stop()
    }
  }, [])
  return null
}
