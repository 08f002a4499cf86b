import { AppError } from '@/lib/core/errors'
import type { Result } from '@/lib/core/result'
import type { Answer, RouteInput } from './line.ts'

/** What came back: how it ended, and every word of it. */
export type Told = { answer: Answer; text: string }

/** Ends never on its own; its beginning says enough. */
const STREAM_MS = 200

export async function callAction(
  action: (...args: never[]) => Promise<unknown>,
  input: unknown,
): Promise<Told> {
  const result = (await action(input as never)) as Result<unknown>
  return { answer: result.ok ? 'ok' : result.error.code, text: JSON.stringify(result) }
}

export async function callRoute(
  key: string,
  handler: (...args: never[]) => Promise<unknown>,
  { params = {}, query = {}, json, body }: RouteInput = {},
): Promise<Told> {
  const [method = 'GET', path = '/'] = key.split(' ')
  const url = new URL(path, 'http://localhost:3000')
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const sent = json === undefined ? body : JSON.stringify(json)
  const request = new Request(url, {
    method,
    headers: { 'content-type': 'application/json', origin: url.origin },
    ...(sent !== undefined && { body: sent }),
  })
  const response = (await handler(request as never, { params: Promise.resolve(params) } as never)) as Response
  const text = await readBeginning(response)
  if (response.ok) return { answer: 'ok', text }
  return { answer: (JSON.parse(text) as { error: { code: Answer } }).error.code, text }
}

async function readBeginning(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  const reader = response.body?.getReader()
  let text = ''
  const end = setTimeout(() => void reader?.cancel(), STREAM_MS)
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
    text += new TextDecoder().decode(part.value)
  clearTimeout(end)
  return text
}

/** Calls a use case itself. */
export async function tell(work: () => Promise<unknown>): Promise<Told> {
  try {
    return { answer: 'ok', text: JSON.stringify(await work()) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { answer: error.code, text: error.message }
  }
}
