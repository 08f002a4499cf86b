'use client'

import { useSyncExternalStore } from 'react'

/** Whether this browser wraps the long lines of code. */
const KEY = 'numina:wrap-code'
const listeners = new Set<() => void>()

function read(): boolean {
  try {
    return localStorage.getItem(KEY) === 'yes'
  } catch {
    // Storage is blocked: the choice lasts for this block of code only as long as nothing is drawn anew.
    return fallback
  }
}
let fallback = false

function write(wraps: boolean): void {
  fallback = wraps
  try {
    localStorage.setItem(KEY, wraps ? 'yes' : 'no')
  } catch {
    // As above.
  }
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
