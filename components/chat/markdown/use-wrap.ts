'use client'

import { useSyncExternalStore } from 'react'
import { attemptStorage } from '@/components/ui/attempt-storage'

/** Whether this browser wraps the long lines of code. */
const KEY = 'numina:wrap-code'
const listeners = new Set<() => void>()

/** Where storage is blocked, the choice lasts as long as the page. */
let chosen = false

const read = (): boolean => attemptStorage('local', (storage) => storage.getItem(KEY) === 'yes') ?? chosen

function write(wraps: boolean): void {
  chosen = wraps
  attemptStorage('local', (storage) => storage.setItem(KEY, wraps ? 'yes' : 'no'))
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** @returns whether code is wrapped, in all blocks alike and on the next visit too, and what changes it */
export function useWrap(): [boolean, (wraps: boolean) => void] {
  const wraps = useSyncExternalStore(subscribe, read, () => false)
  return [wraps, write]
}
