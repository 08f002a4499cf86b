import 'server-only'
import type { PersonCtx } from '@/lib/auth/context'
import { AppError } from '@/lib/core/errors'
import { hasRoom, type Listener, listen, word } from './hub'
import type { LiveMessage } from './schema'

/** Messages a slow reader may leave lying; after that they are dropped, and it reads everything again. */
const MOST_WAITING = 64

const encoder = new TextEncoder()

/** The live channel as server-sent events, for networks that let no WebSocket through. @throws AppError `rate_limited` */
export function streamEvents(ctx: PersonCtx, after: string | null): ReadableStream<Uint8Array> {
  const { userId, workspaceId, sessionId } = ctx
  if (!hasRoom(userId)) throw new AppError('rate_limited', 'Too many windows are open.', { retryAfter: 60 })
  let leave = () => {}
  let isBehind = false
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const listener: Listener = {
          userId,
          workspaceId,
          sessionId,
          deliver(message) {
            isBehind ||= (controller.desiredSize ?? 0) <= 0
            if (!isBehind) controller.enqueue(encode(message))
          },
          close() {
            leave()
            controller.close()
          },
        }
        leave = listen(listener, after)
      },
      pull(controller) {
        if (!isBehind) return
        isBehind = false
        controller.enqueue(encode(word('refetch')))
      },
      cancel: () => leave(),
    },
    { highWaterMark: MOST_WAITING },
  )
}

function encode(message: LiveMessage): Uint8Array {
  return encoder.encode(`id: ${message.id}\ndata: ${JSON.stringify(message)}\n\n`)
}
