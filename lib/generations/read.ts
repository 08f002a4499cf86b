import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ActiveGeneration, activeGenerations, type Frame } from './active'
import type { ReplyChunk } from './chunks'
import type { GenerationRecord } from './data'
import { readLog } from './log/data'
import { END_OF_STREAM, encodeFrame, KEEP_ALIVE } from './sse'

/** How often a reader looks at the log of a reply that another process makes. */
const TAIL_MS = 100
const KEEP_ALIVE_MS = 15_000

/**
 * Tells how a reply ended whose log does not say so: the chunk that closes its stream, after what is sent of the reply when the log is
 * gone. Null while it still runs.
 */
export type FindEnd = (hasBegun: boolean) => Promise<ReplyChunk[] | null>

/**
 * The stream of a reply as server-sent events: everything after chunk `after`, then what comes, until the chunk that says how it
 * ended. A reader that goes away leaves the reply alone.
 *
 * @param watch is given what cuts the reader off, and gives back what it calls when there is nothing to cut off any more
 */
export function streamGeneration(
  generation: GenerationRecord,
  after: number,
  findEnd: FindEnd,
  watch: (cutOff: () => void) => () => void = () => () => undefined,
): ReadableStream<Uint8Array> {
  const reader = new AbortController()
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const unwatch = watch(() => {
        reader.abort()
        controller.close()
      })
      const keepAlive = setInterval(() => controller.enqueue(KEEP_ALIVE), KEEP_ALIVE_MS)
      const send = (frame: Frame): boolean => {
        if (frame.seq > after) controller.enqueue(encodeFrame(frame, after))
        after = Math.max(after, frame.seq)
        return isLast(frame.chunks)
      }
      try {
        const active = activeGenerations().get(generation._id)
        const ended = active ? await follow(active, send, reader.signal) : false
        if (!ended) await tail(generation._id, () => after, send, findEnd, reader.signal)
        if (!reader.signal.aborted) {
          controller.enqueue(END_OF_STREAM)
          controller.close()
        }
      } catch (error) {
        if (!reader.signal.aborted) controller.error(error)
      } finally {
        clearInterval(keepAlive)
        unwatch()
      }
    },
    cancel: () => reader.abort(),
  })
}

/** Sends what this process has and then each frame as it becomes durable. @returns whether the last one was sent */
function follow(
  active: ActiveGeneration,
  send: (frame: Frame) => boolean,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (ended: boolean) => {
      unsubscribe()
      resolve(ended)
    }
    const unsubscribe = active.subscribe((frame) => {
      if (!frame) end(false)
      else if (send(frame)) end(true)
    })
    signal.addEventListener('abort', () => end(true), { once: true })
    // Some readers come between the last frame and the moment the reply leaves the table of active ones.
    if (active.frames.some((frame) => send(frame))) end(true)
  })
}

async function tail(
  id: string,
  position: () => number,
  send: (frame: Frame) => boolean,
  findEnd: FindEnd,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    // Asked before the log is read: what was written before the end is then certainly in the log.
    const end = await findEnd(position() > 0)
    const entries = await readLog(id, position())
    const frames = entries.map(({ seq, chunks }) => ({ seq, chunks: JSON.parse(chunks) as ReplyChunk[] }))
    for (const frame of frames) if (send(frame)) return
    if (end && frames.length === 0) {
      send({ seq: position() + end.length, chunks: end })
      return
    }
    if (frames.length === 0) await sleep(TAIL_MS, undefined, { signal }).catch(() => undefined)
  }
}

function isLast(chunks: readonly ReplyChunk[]): boolean {
  return chunks.at(-1)?.type === 'finish'
}
