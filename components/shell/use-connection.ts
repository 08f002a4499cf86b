'use client'

import { useEffect, useState } from 'react'

/** `offline`: this device has no network. `unreachable`: it has, but Numina does not answer. */
export type Connection = 'online' | 'offline' | 'unreachable'

/** A small static file, so that asking costs the server next to nothing. */
const PING_URL = '/icon.svg'
const PING_EVERY_MS = 60_000
const RETRY_EVERY_MS = 5_000
const PING_TIMEOUT_MS = 8_000

async function answers(): Promise<boolean> {
  try {
    const response = await fetch(PING_URL, {
      method: 'HEAD',
      cache: 'no-store',
      signal: AbortSignal.timeout(PING_TIMEOUT_MS),
    })
    return response.ok
  } catch {
    return false
  }
}

/** Whether Numina can be reached, as a small request shows while the page is in sight. */
export function useConnection(): Connection {
  const [connection, setConnection] = useState<Connection>('online')

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let current = 0

    async function look() {
      const mine = ++current
      clearTimeout(timer)
      // Also without a network: Numina may run on this machine.
      const reached = await answers()
      if (mine !== current) return
      setConnection(reached ? 'online' : navigator.onLine ? 'unreachable' : 'offline')
      schedule(reached ? PING_EVERY_MS : RETRY_EVERY_MS)
    }

    function schedule(delay: number) {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') timer = setTimeout(look, delay)
    }

    function onVisibility() {
      if (document.visibilityState === 'visible') void look()
      else clearTimeout(timer)
    }

    if (navigator.onLine) schedule(PING_EVERY_MS)
    else void look()
    window.addEventListener('online', look)
    window.addEventListener('offline', look)
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      current = -1
      clearTimeout(timer)
      window.removeEventListener('online', look)
      window.removeEventListener('offline', look)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [])

  return connection
}
