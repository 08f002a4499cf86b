import 'server-only'
import { ModelTimeout } from './reply-errors'

export const FIRST_TOKEN_MS = 120_000
const STALL_MS = 60_000

/** Aborts a call whose provider says nothing for too long. */
export function watchdog(firstTokenMs: number) {
  const abort = new AbortController()
  const giveUp = () => abort.abort(new ModelTimeout('the model said nothing for too long'))
  let timer = setTimeout(giveUp, firstTokenMs)
  return {
    signal: abort.signal,
    alive() {
      clearTimeout(timer)
      timer = setTimeout(giveUp, STALL_MS)
    },
    stop: () => clearTimeout(timer),
  }
}
