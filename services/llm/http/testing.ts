import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Engine } from '../engine/types.ts'
import { createApiServer } from './server.ts'

export type FakeEngine = Partial<Pick<Engine, 'chat' | 'embed'>>

const refuse = () => Promise.reject(new Error('This test expects no call of the engine'))

/** The HTTP server over a made-up engine, until the test ends. What it logs is collected. */
export async function serve(fake: FakeEngine = {}) {
  const engine: Engine = {
    model: { id: 'test-model', createdAt: 0, contextTokens: 512 },
    state: () => ({ state: 'unloaded', active: 0, waiting: 0 }),
    chat: refuse,
    embed: refuse,
    close: async () => undefined,
    ...fake,
  }
  const logged: string[] = []
  const server = createApiServer(engine, (message) => logged.push(message))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.close()
    server.closeAllConnections()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return { url, logged, post, chat: (body: unknown) => post('/v1/chat/completions', body) }
}

/** The data of a whole event stream, parsed where it is JSON. */
export async function readEvents(response: Response): Promise<unknown[]> {
  const frames = (await response.text()).split('\n\n').filter((frame) => frame !== '')
  return frames.map((frame) => {
    const data = frame.replace(/^data: /, '')
    return data === '[DONE]' ? data : JSON.parse(data)
  })
}
