import { describe, expect, test } from 'vitest'
import {
  bodyOf,
  encodeLog,
  errorResponse,
  fakeEnvironment,
  type Request,
  readAll,
  streamResponse,
  textReply,
} from './fake-server.testing'
import { type ConnectionState, followReply } from './follow-reply'
import { Refusal } from './refusal'

const LOG = textReply(['Grüße, ', '世界 ', '👋🏽', '\u2028 "quoted"\n\nand a new line'])

function follow(
  answer: (request: Request, attempt: number) => Response | Promise<Response>,
  signal?: AbortSignal,
) {
  const server = fakeEnvironment(answer)
  const states: ConnectionState[] = []
  const stream = followReply({
    environment: server.environment,
    onConnection: (state) => states.push(state),
    signal,
    connect: (position, ended) =>
      server.environment
        .fetch('/stream', { headers: { 'last-event-id': String(position) }, signal: ended })
        .catch((cause) => Promise.reject(new NetworkFailure(cause))),
  })
  return { ...server, states, stream }
}

class NetworkFailure extends Error {
  constructor(cause: unknown) {
    super('network', { cause })
  }
}

const rest = ({ after }: Request) => streamResponse(bodyOf([encodeLog(LOG, after)], 'close'))

describe('a connection that breaks', () => {
  const bytes = encodeLog(LOG)

  test.each(['close', 'break'] as const)('at any byte (%s) loses and doubles nothing', async (end) => {
    for (let cut = 0; cut < bytes.length; cut++) {
      const { stream } = follow((request, attempt) =>
        attempt === 1 ? streamResponse(bodyOf([bytes.slice(0, cut)], end)) : rest(request),
      )
      expect(await readAll(stream), `cut at byte ${cut}`).toEqual(LOG)
    }
  })

  test('again and again, byte by byte, loses and doubles nothing', async () => {
    let length = 0
    const { stream, requests } = follow(({ after }) => {
      length = (length + 11) % 150
      const pieces = Array.from(encodeLog(LOG, after).slice(0, length), (byte) => Uint8Array.of(byte))
      return streamResponse(bodyOf(pieces, length % 2 ? 'break' : 'close'))
    })
    expect(await readAll(stream)).toEqual(LOG)
    expect(requests.length).toBeGreaterThan(20)
  })

  test('continues after the last chunk that arrived whole', async () => {
    const whole = encodeLog(LOG.slice(0, 3)).length - 'data: [DONE]\n\n'.length
    const { stream, requests } = follow((request, attempt) =>
      attempt === 1 ? streamResponse(bodyOf([bytes.slice(0, whole + 20)], 'break')) : rest(request),
    )
    await readAll(stream)
    expect(requests.map((request) => request.after)).toEqual([0, 3])
  })

  test('says that it waits, and that it is back', async () => {
    const { stream, states } = follow((request, attempt) =>
      attempt === 1 ? streamResponse(bodyOf([bytes.slice(0, 80)], 'break')) : rest(request),
    )
    await readAll(stream)
    expect(states).toEqual(['open', 'waiting', 'open'])
  })

  test('is left when it looks dead, and continued', async () => {
    const silent = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(encodeLog(LOG).slice(0, 80)),
    })
    const { stream, killConnection, requests } = follow((request, attempt) =>
      attempt === 1 ? streamResponse(silent) : rest(request),
    )
    const reader = stream.getReader()
    const first = await reader.read()
    killConnection()
    reader.releaseLock()
    expect([first.value, ...(await readAll(stream))]).toEqual(LOG)
    expect(requests).toHaveLength(2)
  })
})

describe('a server that repeats or skips', () => {
  test('everything from the start: nothing is given out twice', async () => {
    const half = encodeLog(LOG).slice(0, encodeLog(LOG.slice(0, 4)).length)
    const { stream } = follow((_, attempt) =>
      streamResponse(bodyOf([attempt === 1 ? half : encodeLog(LOG)], 'close')),
    )
    expect(await readAll(stream)).toEqual(LOG)
  })

  test('single chunks: nothing is given out twice', async () => {
    const events = LOG.flatMap((chunk, i) => {
      const event = `id: ${i + 1}\ndata: ${JSON.stringify(chunk)}\n\n`
      return [event, event]
    })
    const { stream } = follow(() =>
      streamResponse(bodyOf([new TextEncoder().encode(events.join(''))], 'close')),
    )
    expect(await readAll(stream)).toEqual(LOG)
  })

  test('a chunk: it is asked for again rather than left out', async () => {
    const { stream, requests } = follow((request, attempt) => {
      if (attempt > 1) return rest(request)
      const firstTwo = encodeLog(LOG.slice(0, 2))
      const gap = [firstTwo.slice(0, firstTwo.length - 'data: [DONE]\n\n'.length), encodeLog(LOG, 3)]
      return streamResponse(bodyOf(gap, 'close'))
    })
    expect(await readAll(stream)).toEqual(LOG)
    expect(requests[1]?.after).toBe(2)
  })

  test('the end of the stream before the end of the reply: asks for the rest', async () => {
    const { stream } = follow((request, attempt) =>
      attempt < 4
        ? streamResponse(bodyOf([new TextEncoder().encode('data: [DONE]\n\n')], 'close'))
        : rest(request),
    )
    expect(await readAll(stream)).toEqual(LOG)
  })

  test.each([
    ['events without a number', 'data: {"type":"start"}\n\n'],
    ['events that are not JSON', 'id: 1\ndata: {"type":\n\n'],
    ['a page of something else', '<html>Bad gateway</html>'],
    ['nothing at all', ''],
  ])('%s, forever: gives up in words', async (_, text) => {
    const { stream, pauses } = follow(() => streamResponse(bodyOf([new TextEncoder().encode(text)], 'close')))
    await expect(readAll(stream)).rejects.toMatchObject({ name: 'Refusal', body: { code: 'unavailable' } })
    expect(pauses).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })
})

describe('an answer that is an error', () => {
  test.each([
    [401, 'unauthenticated'],
    [404, 'not_found'],
    [409, 'conflict'],
    [422, 'invalid_input'],
    [429, 'rate_limited'],
  ])('%i ends it at once', async (status, code) => {
    const { stream, requests } = follow(() => errorResponse(status, code, { retryAfter: 7 }))
    const error = await readAll(stream).catch((e) => e)
    expect(error).toBeInstanceOf(Refusal)
    expect(error).toMatchObject({
      status,
      body: { code, message: `refused: ${code}`, requestId: 'r-1', retryAfter: 7 },
    })
    expect(requests).toHaveLength(1)
  })

  test('503 is tried again', async () => {
    const { stream } = follow((request, attempt) =>
      attempt < 6 ? errorResponse(503, 'unavailable') : rest(request),
    )
    expect(await readAll(stream)).toEqual(LOG)
  })

  test("a proxy's error page is tried again, and in the end said in words", async () => {
    const { stream, requests } = follow(() => new Response('<html>502</html>', { status: 502 }))
    await expect(readAll(stream)).rejects.toMatchObject({ status: 502, body: { code: 'unavailable' } })
    expect(requests).toHaveLength(13)
  })

  test('an error of ours is not repeated for long', async () => {
    const { stream, requests } = follow(() => errorResponse(500, 'internal'))
    await expect(readAll(stream)).rejects.toMatchObject({ status: 500, body: { code: 'internal' } })
    expect(requests).toHaveLength(3)
  })
})

describe('the reader', () => {
  test('who aborts gets the abort, and the connection ends', async () => {
    const abort = new AbortController()
    let left = false
    const open = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(encodeLog(LOG).slice(0, 80)),
      cancel() {
        left = true
      },
    })
    const { stream, requests } = follow(() => streamResponse(open), abort.signal)
    const reader = stream.getReader()
    await reader.read()
    const next = reader.read()
    abort.abort()
    await expect(next).rejects.toMatchObject({ name: 'AbortError' })
    expect(left).toBe(true)
    expect(requests).toHaveLength(1)
  })

  test('who cancels ends the connection', async () => {
    let left = false
    const open = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(encodeLog(LOG).slice(0, 80)),
      cancel() {
        left = true
      },
    })
    const { stream } = follow(() => streamResponse(open))
    const reader = stream.getReader()
    await reader.read()
    await reader.cancel()
    await expect.poll(() => left).toBe(true)
  })

  test('who is gone while it waits ends the waiting', async () => {
    const abort = new AbortController()
    const { stream, pauses } = follow(() => {
      abort.abort()
      return streamResponse(bodyOf([], 'close'))
    }, abort.signal)
    await expect(readAll(stream)).rejects.toMatchObject({ name: 'AbortError' })
    expect(pauses).toEqual([])
  })
})
