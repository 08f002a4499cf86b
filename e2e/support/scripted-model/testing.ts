import { onTestFinished } from 'vitest'
import { type ScriptedModel, type ScriptedModelOptions, startScriptedModel } from './server.ts'

export type Chunk = {
  choices: { delta: Record<string, unknown>; finish_reason: string | null }[]
  usage?: Record<string, unknown>
}

/** A scripted model of this test's own, with the requests a test makes of it. */
export async function startForTest(options: ScriptedModelOptions = {}) {
  const model: ScriptedModel = await startScriptedModel({ tokenMs: 0, ...options })
  onTestFinished(() => model.close())
  const origin = model.url.replace(/\/v1$/, '')
  const post = (path: string, body: unknown, init: RequestInit = {}) =>
    fetch(origin + path, { method: 'POST', body: JSON.stringify(body), ...init })
  const ask = (content: string, rest: object = {}, init: RequestInit = {}) =>
    post('/v1/chat/completions', { model: 'scripted', messages: [{ role: 'user', content }], ...rest }, init)
  const stream = async (content: string, rest: object = {}) =>
    readChunks(await ask(content, { stream: true, ...rest }))
  return { model, origin, post, ask, stream }
}

/** The chunks of a stream, and whether it ended with [DONE]. */
export async function readChunks(response: Response): Promise<{ chunks: Chunk[]; done: boolean }> {
  const frames = (await response.text()).split('\n\n').filter((frame) => frame !== '')
  const data = frames.map((frame) => frame.replace(/^data: /, ''))
  const done = data.at(-1) === '[DONE]'
  return { chunks: (done ? data.slice(0, -1) : data).map((text) => JSON.parse(text) as Chunk), done }
}

/** The pieces of one field of the deltas, in order. */
export const piecesOf = (chunks: Chunk[], field: string): unknown[] =>
  chunks.flatMap(({ choices }) => {
    const value = choices[0]?.delta[field]
    return value === undefined || value === '' ? [] : [value]
  })
