import type { LiveSign } from '@/lib/live/schema'

type Listener = (sign: LiveSign) => void

const listeners = new Set<Listener>()

/** Calls `listener` with what the person's other windows and devices do. @returns the function that ends it */
export function onLive(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Passes a sign on to everybody who listens in this window. */
export function tellListeners(sign: LiveSign): void {
  for (const listener of listeners) listener(sign)
}
