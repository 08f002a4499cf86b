'use client'

import { useEffect, useState } from 'react'
import type { ArchiveDto } from '@/lib/privacy/schema'

const LOOK_MS = 1_000

export const isBeingMade = (archive: ArchiveDto | null): boolean =>
  archive?.status === 'waiting' || archive?.status === 'running'

/** The person's archive, looked at every second while it is being made. */
export function useArchive(initial: ArchiveDto | null) {
  const [archive, setArchive] = useState(initial)
  const watched = isBeingMade(archive)
  useEffect(() => {
    if (!watched) return
    let left = false
    const timer = setInterval(async () => {
      const found = await look()
      if (found !== undefined && !left) setArchive(found)
    }, LOOK_MS)
    return () => {
      left = true
      clearInterval(timer)
    }
  }, [watched])
  return { archive, setArchive }
}

/** @returns undefined when the server cannot be reached: the next look tells */
async function look(): Promise<ArchiveDto | null | undefined> {
  try {
    const response = await fetch('/api/privacy/archives', { cache: 'no-store' })
    if (!response.ok) return undefined
    return ((await response.json()) as { archive: ArchiveDto | null }).archive
  } catch {
    return undefined
  }
}
