import type { IncomingMessage } from 'node:http'
import { Gatherer } from './gatherer'

/** Events that may lie unread before the sender has to wait. */
const MOST_WAITING = 256

const encoder = new TextEncoder()

type Source = {
  stop(reason: unknown): void
  pause(): void
  resume(): void
  /** Nothing is wanted for so many milliseconds. */
  rest?(ms: number): void
}
type Sink = { add(text: string): void; end(): void; fail(error: unknown): void }

/** The joined events of an answer that Node's client reads. */
export function gatherNode(response: IncomingMessage): ReadableStream<Uint8Array> {
  return gather((sink) => {
    const socket = restingSocket(response)
    response.setEncoding('utf8')
    response.on('data', sink.add)
    response.on('end', sink.end)
    response.on('error', sink.fail)
    response.on('close', socket.wake)
    return {
      rest: socket.rest,
      stop: () => response.destroy(),
      pause: () => response.pause(),
      resume: () => response.resume(),
    }
  })
}

/**
 * While words gather, nobody reads the socket: the kernel keeps what arrives, and one read brings all of it. Reading token by token takes
 * more processor time than everything that is done with them.
 */
function restingSocket({ socket }: IncomingMessage) {
  let timer: NodeJS.Timeout | undefined
  const wake = () => {
    clearTimeout(timer)
    socket.resume()
  }
  return {
    wake,
    rest(ms: number) {
      clearTimeout(timer)
      socket.pause()
      timer = setTimeout(wake, ms)
    },
  }
}

/** The joined events of any answer. */
export function gatherWeb(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  return gather((sink) => {
    const reader = body.getReader()
    const decoder = new TextDecoder()
    let gate = Promise.withResolvers<void>()
    gate.resolve()
    const pump = async () => {
      for (;;) {
        await gate.promise
        const { done, value } = await reader.read()
        if (done) return
        sink.add(decoder.decode(value, { stream: true }))
      }
    }
    void pump().then(sink.end, sink.fail)
    return {
      stop: (reason) => void reader.cancel(reason).catch(() => undefined),
      pause: () => {
        gate = Promise.withResolvers<void>()
      },
      resume: () => gate.resolve(),
    }
  })
}

function gather(read: (sink: Sink) => Source): ReadableStream<Uint8Array> {
  let source: Source
  let isOpen = true
  let leave = () => {}
  let failure: { error: unknown } | null = null
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const gatherer = new Gatherer({
        send: (text) => isOpen && controller.enqueue(encoder.encode(text)),
        onSent: (quietMs) => source.rest?.(quietMs),
      })
      leave = () => gatherer.end()
      const isFull = () => (controller.desiredSize ?? 0) < -MOST_WAITING
      source = read({
        add(text) {
          gatherer.add(text)
          if (isFull()) source.pause()
        },
        end() {
          gatherer.end()
          if (isOpen) controller.close()
          isOpen = false
        },
        fail(error) {
          gatherer.end()
          // An error throws away what is not read yet: it waits until everything that came before it is.
          if ((controller.desiredSize ?? 0) > 0) controller.error(error)
          else failure = { error }
        },
      })
    },
    pull(controller) {
      if (failure) controller.error(failure.error)
      else source.resume()
    },
    cancel(reason) {
      isOpen = false
      leave()
      source.stop(reason)
    },
  })
}
