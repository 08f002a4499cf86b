'use client'

import { useSyncExternalStore } from 'react'
import { rememberInCookie } from '@/components/theme/cookie'
import { formatOpenFolders, OPEN_FOLDERS_COOKIE, OPEN_FOLDERS_MAX } from './open-folders-cookie'

/** The folders that are open, in all side bars of this window; null until one is opened or closed. */
let open: ReadonlySet<string> | null = null
const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** @param initial the folders that were open when the page was made */
export function useOpenFolders(initial: ReadonlySet<string>): ReadonlySet<string> {
  return useSyncExternalStore(
    subscribe,
    () => {
      open ??= initial
      return open
    },
    () => initial,
  )
}

/** Opens or closes a folder; this browser remembers it. Of very many the ones opened last are remembered. */
export function setFolderOpen(id: string, isOpen: boolean): void {
  const others = [...(open ?? [])].filter((other) => other !== id)
  open = new Set(isOpen ? [...others, id] : others)
  rememberInCookie(OPEN_FOLDERS_COOKIE, formatOpenFolders([...open].slice(-OPEN_FOLDERS_MAX)))
  for (const listener of listeners) listener()
}
