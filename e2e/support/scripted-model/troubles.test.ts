import { describe, expect, it } from 'vitest'
import type { BreakKind, FailureName } from './script.ts'
import { piecesOf, readChunks, startForTest } from './testing.ts'

const FAILURES: [FailureName, number, string | null][] = [
  ['invalid_api_key', 401, 'invalid_api_key'],
  ['payment_required', 402, 'insufficient_quota'],
  ['insufficient_quota', 429, 'insufficient_quota'],
  ['rate_limit', 429, 'rate_limit_exceeded'],
  ['context_length_exceeded', 400, 'context_length_exceeded'],
  ['model_not_found', 404, 'model_not_found'],
  ['server_error', 500, null],
  ['overloaded', 503, 'overloaded'],
]

const broken = (how: BreakKind) => ({
  tokens: ['a', 'b', 'c'],
  breakAfter: { tokens: 2, how },
  mode: 'any' as const,
})

/** Reads until the connection ends, in whatever way. */
async function readAll(response: Response): Promise<{ text: string; error: unknown }> {
  let text = ''
  try {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) text += chunk
    return { text, error: null }
  } catch (error) {
    return { text, error }
  }
}

describe('failures', () => {
  it.each(FAILURES)('%s answers %d', async (failure, status, code) => {
    const { model, ask } = await startForTest()
    model.script({ failure, times: 2 })
    for (const stream of [true, false]) {
      const response = await ask('Hello', { stream })
      expect(response.status).toBe(status)
      expect(response.headers.get('retry-after')).toBe(failure === 'rate_limit' ? '1' : null)
      const { error } = await response.json()
      expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type'])
      expect(error.code).toBe(code)
    }
    expect(model.calls().map(({ status }) => status)).toEqual(['failed', 'failed'])
  })

  it('take a waiting time and words of their own', async () => {
    const { model, ask } = await startForTest()
    model.script({ failure: { name: 'overloaded', retryAfterSeconds: 7, message: 'Busy.' } })
    const response = await ask('Hello')
    expect(response.headers.get('retry-after')).toBe('7')
    expect((await response.json()).error.message).toBe('Busy.')
  })

  it('refuse a wrong key and an unknown model by themselves', async () => {
    const { ask } = await startForTest()
    const wrongKey = await ask('Hello', {}, { headers: { authorization: 'Bearer wrong-key' } })
    expect(wrongKey.status).toBe(401)
    expect((await ask('Hello', { model: 'other' })).status).toBe(404)
  })
})

describe('streams that go wrong', () => {
  it('reset: the connection breaks after the tokens', async () => {
    const { model, ask } = await startForTest()
    model.script(broken('reset'))
    const { text, error } = await readAll(await ask('Hello', { stream: true }))
    expect(error).not.toBeNull()
    expect(text).toContain('"content":"b"')
    expect(text).not.toContain('"content":"c"')
    expect(model.calls()[0]).toMatchObject({ status: 'failed', tokensSent: 2 })
  })

  it('end: it ends in order, without a reason', async () => {
    const { model, ask } = await startForTest()
    model.script(broken('end'))
    const { chunks, done } = await readChunks(await ask('Hello', { stream: true }))
    expect(done).toBe(false)
    expect(piecesOf(chunks, 'content')).toEqual(['a', 'b'])
    expect(chunks.every(({ choices }) => choices[0]!.finish_reason === null)).toBe(true)
  })

  it('malformed: the last events are not JSON', async () => {
    const { model, ask } = await startForTest()
    model.script(broken('malformed'))
    const { text, error } = await readAll(await ask('Hello', { stream: true }))
    expect(error).toBeNull()
    const last = text.trim().split('\n\n').at(-1)!
    expect(() => JSON.parse(last.replace('data: ', ''))).toThrow()
  })

  it('error: the last event is an error', async () => {
    const { model, ask } = await startForTest()
    model.script(broken('error'))
    const { text } = await readAll(await ask('Hello', { stream: true }))
    expect(JSON.parse(text.trim().split('\n\n').at(-1)!.replace('data: ', ''))).toHaveProperty(
      'error.type',
      'server_error',
    )
  })

  it('stall: nothing more comes, until the client goes', async () => {
    const { model, ask } = await startForTest()
    model.script(broken('stall'))
    const client = new AbortController()
    const response = await ask('Hello', { stream: true }, { signal: client.signal })
    let text = ''
    const reading = (async () => {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk
        if (text.includes('"content":"b"')) client.abort()
      }
    })()
    await expect(reading).rejects.toThrow()
    expect(await model.wait('aborted', { number: 1 })).toMatchObject({ tokensSent: 2 })
  })

  it('hang: not even headers come, until the client goes', async () => {
    const { model, ask } = await startForTest()
    model.script({ hang: true })
    const client = new AbortController()
    const hanging = ask('Hello', {}, { signal: client.signal })
    await model.wait('started', { number: 1 })
    client.abort()
    await expect(hanging).rejects.toThrow()
    expect(await model.wait('aborted', { number: 1 })).toMatchObject({ tokensSent: 0 })
  })

  it('break answers that are no streams, too', async () => {
    const { model, ask } = await startForTest()
    model.script([broken('reset'), broken('malformed')])
    await expect(ask('Hello')).rejects.toThrow()
    await expect((await ask('Hello')).json()).rejects.toThrow()
  })
})
