'use client'

import { useCallback, useState } from 'react'
import type { ShareDto } from '@/lib/shares/schema'
import { stopSharing } from './commands'

/** A list of links on screen, and what changes it. */
export function useShares(initial: readonly ShareDto[]) {
  const [shares, setShares] = useState(initial)
  const change = useCallback(
    (changed: ShareDto) =>
      setShares((all) => all.map((share) => (share.id === changed.id ? changed : share))),
    [],
  )
  const add = useCallback(
    (more: readonly ShareDto[]) =>
      setShares((all) => [...all, ...more.filter(({ id }) => !all.some((share) => share.id === id))]),
    [],
  )
  const prepend = useCallback((share: ShareDto) => setShares((all) => [share, ...all]), [])
  const stop = useCallback(async (share: ShareDto) => {
    const putBack = () =>
      setShares((all) => [...all, share].sort((a, b) => b.createdAt.localeCompare(a.createdAt)))
    if (await stopSharing(share, putBack)) setShares((all) => all.filter(({ id }) => id !== share.id))
  }, [])
  return { shares, change, add, prepend, stop }
}
