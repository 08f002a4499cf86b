'use client'

import { CloudOff } from 'lucide-react'
import { useEffect } from 'react'
import { guardLinks, keepPages, noteConnection } from './offline'
import { useConnection } from './use-connection'

const words = {
  offline: 'You are offline. You can read what is here; sending works again with the connection.',
  unreachable: 'Numina does not answer. What you see stays; we keep trying.',
}

/** Says that the connection is gone, and what still works. The live region is always there, so that it is read out. */
export function ConnectionBanner() {
  const connection = useConnection()
  useEffect(guardLinks, [])
  useEffect(keepPages, [])
  useEffect(() => noteConnection(connection), [connection])
  return (
    <div role="status">
      {connection !== 'online' && (
        <p className="flex items-center justify-center gap-2 bg-warning-soft px-safe-4 pt-safe-2 pb-2 text-center">
          <CloudOff aria-hidden className="size-4 shrink-0 text-warning" />
          {words[connection]}
        </p>
      )}
    </div>
  )
}
