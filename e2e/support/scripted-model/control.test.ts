import { describe, expect, it } from 'vitest'
import { piecesOf, readChunks, startForTest } from './testing.ts'

const slow = { text: 'one two three four five', tokenMs: 10_000 }

describe('what happened', () => {
  it('is kept: body, headers, end', async () => {
    const { ask, origin } = await startForTest()
    await (await ask('Hello', { temperature: 0.5 }, { headers: { authorization: 'Bearer key' } })).json()
    const calls = await (await fetch(`${origin}/control/calls`)).json()
    expect(calls).toMatchObject([
      {
        number: 1,
        path: '/v1/chat/completions',
        message: 'Hello',
        headers: { authorization: 'Bearer key' },
        body: { temperature: 0.5 },
        status: 'finished',
        tokensSent: 8,
      },
    ])
  })

  it('shows when a client went away, and how much it had got', async () => {
    const { model, ask, origin } = await startForTest()
    model.script(slow)
    const client = new AbortController()
    const response = await ask('Hello', { stream: true }, { signal: client.signal })
    const waiting = fetch(`${origin}/control/wait?event=aborted&call=1`)
    await response.body!.getReader().read()
    client.abort()
    const call = await (await waiting).json()
    expect(call.status).toBe('aborted')
    expect(call.tokensSent).toBeLessThan(5)
  })

  it('can be waited for by the message', async () => {
    const { ask, origin } = await startForTest()
    const waiting = fetch(`${origin}/control/wait?event=finished&match=second`)
    await (await ask('the first')).json()
    await (await ask('the second')).json()
    expect((await (await waiting).json()).number).toBe(2)
    const late = await fetch(`${origin}/control/wait?event=started&match=first`)
    expect((await late.json()).number).toBe(1)
  })

  it('that does not happen answers 408, and what cannot happen 400', async () => {
    const { origin } = await startForTest()
    expect((await fetch(`${origin}/control/wait?event=aborted&call=1&timeout=20`)).status).toBe(408)
    expect((await fetch(`${origin}/control/wait?event=exploded`)).status).toBe(400)
    expect((await fetch(`${origin}/control/wait?event=aborted&call=x`)).status).toBe(400)
  })

  it('is forgotten at a reset', async () => {
    const { model, ask, post } = await startForTest()
    await (await ask('Hello')).json()
    await post('/control/reset', undefined)
    expect(model.calls()).toEqual([])
    await (await ask('Hello')).json()
    expect(model.calls()[0]!.number).toBe(1)
  })
})

describe('an answer that is held', () => {
  const held = { tokens: ['a', 'b', 'c'], holdAfter: 2 }

  it('waits after its tokens until it is let go', async () => {
    const { model, ask, post } = await startForTest()
    model.script(held)
    const response = await ask('Hello', { stream: true })
    await model.wait('held', { match: 'Hello' })
    expect(model.calls()[0]).toMatchObject({ status: 'started', tokensSent: 2 })
    expect((await post('/control/go?match=Hello', undefined)).status).toBe(200)
    expect(piecesOf((await readChunks(response)).chunks, 'content')).toEqual(['a', 'b', 'c'])
  })

  it('can be let go before it waits, and not at all when none does', async () => {
    const { model, ask, post, stream } = await startForTest()
    model.script({ ...held, holdAfter: 0 })
    const going = post('/control/go?match=Hello', undefined)
    expect((await stream('Hello')).done).toBe(true)
    expect((await going).status).toBe(200)
    await (await ask('Hello')).json()
    expect((await post('/control/go?match=Hello&timeout=20', undefined)).status).toBe(408)
  })

  it('breaks once what was sent has been read', async () => {
    const { model, ask, post } = await startForTest()
    model.script({ ...held, breakAfter: { tokens: 2, how: 'reset' } })
    const response = await ask('Hello', { stream: true })
    let text = ''
    const reading = (async () => {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk
        if (text.includes('"content":"b"')) void post('/control/go?match=Hello', undefined)
      }
    })()
    await expect(reading).rejects.toThrow()
    expect(model.calls()[0]).toMatchObject({ status: 'failed', tokensSent: 2 })
  })

  it('is forgotten when its client goes', async () => {
    const { model, ask, post } = await startForTest()
    model.script(held)
    const client = new AbortController()
    const response = await ask('Hello', { stream: true }, { signal: client.signal })
    await model.wait('held', { match: 'Hello' })
    client.abort()
    await model.wait('aborted', { match: 'Hello' })
    expect(response.ok).toBe(true)
    expect((await post('/control/go?match=Hello&timeout=20', undefined)).status).toBe(408)
  })
})

describe('the rest', () => {
  it('lists two models', async () => {
    const { model } = await startForTest()
    const { data } = await (await fetch(`${model.url}/models`)).json()
    expect(data.map(({ id }: { id: string }) => id)).toEqual(['scripted', 'scripted-two'])
  })

  it('embeds alike what is alike', async () => {
    const { post } = await startForTest()
    const input = ['I love my cat Tom', 'my cat is called Tom', 'stocks fell sharply today']
    const { data } = await (await post('/v1/embeddings', { model: 'scripted', input })).json()
    const vectors: number[][] = data.map(({ embedding }: { embedding: number[] }) => embedding)
    const dot = (a: number[], b: number[]) => a.reduce((sum, value, index) => sum + value * b[index]!, 0)
    expect(dot(vectors[0]!, vectors[0]!)).toBeCloseTo(1, 6)
    expect(dot(vectors[0]!, vectors[1]!)).toBeGreaterThan(dot(vectors[0]!, vectors[2]!) + 0.2)
    const again = await (await post('/v1/embeddings', { input: input[0], encoding_format: 'base64' })).json()
    const bytes = Buffer.from(again.data[0].embedding, 'base64')
    expect(bytes.readFloatLE(0)).toBeCloseTo(vectors[0]![0]!, 6)
  })

  it.each(['/v1/chat/completions', '/control/script'])('refuses to read rubbish at %s', async (path) => {
    const { origin } = await startForTest()
    const response = await fetch(origin + path, { method: 'POST', body: '{nope' })
    expect(response.status).toBe(400)
  })
})
