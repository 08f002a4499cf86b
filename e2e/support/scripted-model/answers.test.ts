import { describe, expect, it } from 'vitest'
import { planAnswer } from './plan.ts'
import { piecesOf, startForTest } from './testing.ts'

const command = (script: object) => `Please. [[script: ${JSON.stringify(script)}]]`

describe('plain answers', () => {
  it('echo the last user message, the same each time', async () => {
    const { stream, ask } = await startForTest()
    const { chunks, done } = await stream('Hello there')
    expect(done).toBe(true)
    expect(piecesOf(chunks, 'content').join('')).toBe('You said: "Hello there". Thank you for telling me.')
    expect(chunks.at(-1)!.choices[0]!.finish_reason).toBe('stop')
    const whole = await (await ask('Hello there')).json()
    expect(whole.choices[0].message.content).toBe('You said: "Hello there". Thank you for telling me.')
    expect(whole.usage.total_tokens).toBe(whole.usage.prompt_tokens + whole.usage.completion_tokens)
  })

  it('understand parts of text, and shorten what is long', async () => {
    const { post, ask } = await startForTest()
    const content = [
      { type: 'text', text: 'Hel' },
      { type: 'text', text: 'lo' },
    ]
    const parts = await post('/v1/chat/completions', {
      model: 'scripted-two',
      messages: [{ role: 'user', content }],
    })
    expect((await parts.json()).choices[0].message.content).toContain('"Hello"')
    expect((await (await ask('word '.repeat(100))).json()).choices[0].message.content).toContain('…')
  })
})

describe('scripted answers', () => {
  it('send exact tokens, thoughts first, and the usage when asked', async () => {
    const { stream } = await startForTest()
    const script = {
      tokens: ['Hel', 'lo', ' ', 'wörld'],
      reasoning: ['hm', 'm'],
      usage: { promptTokens: 10, cachedTokens: 4, reasoningTokens: 2 },
      finishReason: 'length',
    }
    const { chunks } = await stream(command(script), { stream_options: { include_usage: true } })
    expect(piecesOf(chunks, 'reasoning_content')).toEqual(['hm', 'm'])
    expect(piecesOf(chunks, 'content')).toEqual(['Hel', 'lo', ' ', 'wörld'])
    expect(chunks.at(-2)!.choices[0]!.finish_reason).toBe('length')
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: {
        prompt_tokens: 10,
        completion_tokens: 6,
        total_tokens: 16,
        prompt_tokens_details: { cached_tokens: 4 },
        completion_tokens_details: { reasoning_tokens: 2 },
      },
    })
  })

  it('leave the usage out when the script says so, or nobody asks', async () => {
    const { stream } = await startForTest()
    const without = await stream(command({ text: 'x', usage: null }), {
      stream_options: { include_usage: true },
    })
    const unasked = await stream(command({ text: 'x' }))
    for (const { chunks } of [without, unasked]) expect(chunks.every(({ usage }) => !usage)).toBe(true)
  })

  it('call tools', async () => {
    const { stream, ask } = await startForTest()
    const script = { toolCalls: [{ name: 'search', arguments: { q: ['a', ['b']] } }], mode: 'any' }
    const { chunks } = await stream(command(script))
    const expected = {
      id: 'call_scripted_1',
      type: 'function',
      function: { name: 'search', arguments: '{"q":["a",["b"]]}' },
    }
    expect(piecesOf(chunks, 'tool_calls')).toEqual([[{ index: 0, ...expected }]])
    expect(chunks.at(-1)!.choices[0]!.finish_reason).toBe('tool_calls')
    const whole = await (await ask(command(script))).json()
    expect(whole.choices[0].message).toMatchObject({ content: null, tool_calls: [expected] })
  })

  it('have the pace of the script, or else of the server', () => {
    expect(planAnswer({ text: 'a b', firstTokenMs: 40, tokenMs: 20 }, '', 8)).toMatchObject({
      firstTokenMs: 40,
      tokenMs: 20,
    })
    expect(planAnswer({ text: 'a b' }, '', 8)).toMatchObject({ firstTokenMs: 0, tokenMs: 8 })
  })

  it('come from the control endpoint in turn, for the calls they fit', async () => {
    const { post, stream } = await startForTest()
    const text = async (message: string) => piecesOf((await stream(message)).chunks, 'content').join('')
    await post('/control/script', [
      { text: 'for cats', match: 'cat', times: 2 },
      { text: 'first' },
      { text: 'titles', mode: 'json' },
    ])
    expect(await text('a dog')).toBe('first')
    expect(await text('a cat')).toBe('for cats')
    expect(await text('a cat')).toBe('for cats')
    expect(await text('a cat')).toContain('You said')
    await post('/control/script', { text: 'again', times: 'always' })
    expect(await text('x')).toBe('again')
    expect(await text('y')).toBe('again')
    await post('/control/reset', {})
    expect(await text('z')).toContain('You said')
  })

  it('from the prompt are meant for streams, and can end after some calls', async () => {
    const { stream, ask } = await startForTest()
    const once = command({ text: 'scripted', times: 1 })
    const whole = await (await ask(once)).json()
    expect(whole.choices[0].message.content).toBe('You said: "Please.". Thank you for telling me.')
    expect(piecesOf((await stream(once)).chunks, 'content')).toEqual(['scripted'])
    expect(piecesOf((await stream(once)).chunks, 'content').join('')).toContain('You said')
  })

  it.each([
    ['an unknown key', { txt: 'x' }, /no .*txt/],
    ['an unknown failure', { failure: 'boom' }, /failure.*boom/],
    ['a wrong type', { tokens: 'abc' }, /tokens.*abc/],
    ['no times at all', { times: 0 }, /times/],
  ])('are refused with %s', async (_, script, message) => {
    const { post, ask } = await startForTest()
    for (const response of [
      await post('/control/script', script),
      await ask(command(script), { stream: true }),
    ]) {
      expect(response.status).toBe(400)
      expect((await response.json()).error.message).toMatch(message)
    }
  })
})
