import { describe, expect, it } from 'vitest'
import { startScriptedModel } from '@/e2e/support/scripted-model/server'
import { languageModelAt } from './language-model'
import { streamModel } from './stream-model'

const say = (script: object) => `Please. [[script: ${JSON.stringify(script)}]]`

/** What the scripted model says to `content`. */
async function ask(content: string, mayRetry: boolean) {
  const server = await startScriptedModel({ tokenMs: 0 })
  const endpoint = { id: 'x', kind: 'compatible', name: 'X', baseUrl: server.url, apiKey: 'k' } as const
  const model = await languageModelAt({ ...endpoint, isTrusted: true, unknownWindow: 8_192 }, 'scripted')
  try {
    const messages = [{ role: 'user', content }] as const
    const parts = await streamModel(model, { instructions: 'Be kind.', messages, mayRetry })
    let text = ''
    for await (const part of parts) if (part.type === 'text-delta') text += part.delta
    return { text, calls: server.calls().map(({ body }) => body) }
  } finally {
    await server.close()
  }
}

describe('a model', () => {
  it('is given the instructions and the messages, and says its words', async () => {
    const { text, calls } = await ask(say({ text: 'Hello there' }), false)
    expect(text).toBe('Hello there')
    expect(calls).toMatchObject([{ messages: [{ role: 'system', content: 'Be kind.' }, { role: 'user' }] }])
  })

  it('that refuses in a way that may pass is asked once more, where that is wished', async () => {
    const once = say({ failure: 'overloaded', times: 1 })
    expect((await ask(once, true)).calls).toHaveLength(2)
    await expect(ask(once, false)).rejects.toMatchObject({ statusCode: 503 })
    await expect(ask(say({ failure: 'invalid_api_key' }), true)).rejects.toMatchObject({ statusCode: 401 })
  })
})
