'use client'

import { useEffect } from 'react'
import { tellListeners } from './listeners'

/** Keeps this window connected to what its person does elsewhere. `after`: an id of the moment the page was made. */
export function Live({ after }: { after: string }) {
  // Only the first page of a window has to say where it begins.
  // biome-ignore lint/correctness/useExhaustiveDependencies: later pages come over a channel that is open
  useEffect(() => {
    let stop = () => {}
    let isGone = false
    void import('./channel').then(({ LiveChannel }) => {
      if (isGone) return
      const channel = new LiveChannel({ after, tell: tellListeners })
      channel.start()
      stop = () => channel.stop()
    })
    return () => {
      isGone = true
      stop()
    }
  }, [])
  return null
}
