import type { LiveMessage } from '@/lib/live/schema'

export type Connection = { close(): void }
export type Connect = (after: string, on: ConnectionEvents) => Connection

export type ConnectionEvents = {
  message(message: LiveMessage): void
  /** The connection is over, whoever ended it. `code`: the reason a socket was given. */
  closed(code?: number): void
}

const PATH = '/api/live'

/** The channel over a WebSocket. */
export const connectSocket: Connect = (after, on) => {
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${PATH}?after=${after}`)
  socket.onmessage = ({ data }) => on.message(JSON.parse(data))
  socket.onclose = ({ code }) => on.closed(code)
  return {
    close() {
      socket.onclose = null
      socket.onmessage = null
      socket.close()
    },
  }
}

/** The channel over server-sent events, where something on the way lets no WebSocket through. */
export const connectEvents: Connect = (after, on) => {
  const source = new EventSource(`${PATH}?after=${after}`)
  source.onmessage = ({ data }) => on.message(JSON.parse(data))
  // The browser would try again by itself, but not in the other way.
  source.onerror = () => {
    source.close()
    on.closed()
  }
  return { close: () => source.close() }
}
