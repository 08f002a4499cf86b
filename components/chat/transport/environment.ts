/** What a connection needs of the browser; tests bring their own. */
export type Environment = {
  fetch: typeof fetch
  /**
   * Resolves when another attempt makes sense: after a pause that grows with `attempt` (from 1), or at once when the network or
   * the reader comes back. Rejects when `signal` aborts.
   */
  pause(attempt: number, signal: AbortSignal): Promise<void>
  /** Watches one connection and calls `onDead` when it is probably dead without saying so. */
  watch(onDead: () => void): ConnectionWatch
}

export type ConnectionWatch = { alive(): void; stop(): void }

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 10_000
/** Without a network there is nothing to try; the pause is only for browsers whose `onLine` is wrong. */
const OFFLINE_PAUSE_MS = 30_000
/** The server sends a comment every 15 s: a connection this quiet has missed two. */
const SILENCE_MS = 35_000
const MISSED_COMMENT_MS = 17_000

export const browserEnvironment: Environment = {
  fetch: (input, init) => fetch(input, init),

  pause(attempt, signal) {
    return new Promise((resolve, reject) => {
      const ended = new AbortController()
      const once = { signal: ended.signal }
      const settle = (finish: () => void) => () => {
        clearTimeout(timer)
        ended.abort()
        finish()
      }
      const timer = setTimeout(settle(resolve), navigator.onLine ? pauseLength(attempt) : OFFLINE_PAUSE_MS)
      window.addEventListener('online', settle(resolve), once)
      document.addEventListener('visibilitychange', () => document.hidden || settle(resolve)(), once)
      signal.addEventListener(
        'abort',
        settle(() => reject(signal.reason)),
        once,
      )
      if (signal.aborted) settle(() => reject(signal.reason))()
    })
  },

  watch(onDead) {
    let lastByte = Date.now()
    const ended = new AbortController()
    const dieAfter = (quiet: number) => {
      if (Date.now() - lastByte > quiet) onDead()
    }
    const timer = setInterval(() => dieAfter(SILENCE_MS), SILENCE_MS / 7)
    // What was open before the network went away is gone with it.
    window.addEventListener('online', onDead, { signal: ended.signal })
    document.addEventListener('visibilitychange', () => document.hidden || dieAfter(MISSED_COMMENT_MS), {
      signal: ended.signal,
    })
    return {
      alive() {
        lastByte = Date.now()
      },
      stop() {
        clearInterval(timer)
        ended.abort()
      },
    }
  },
}

/** Doubles from a quarter of a second to ten seconds, give or take a quarter, so that many readers do not return at once. */
function pauseLength(attempt: number): number {
  const length = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1))
  return length * (0.75 + Math.random() / 2)
}
