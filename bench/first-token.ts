import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../lib/core/ids.ts'
import { quantile } from './support/quantile.ts'
import { type Stack, startSignedInStack } from './support/stack.ts'

const WARM_UP = 10
const ROUNDS = 100

/**
 * How much later the first token comes through Numina (session, storage, log, stream) than from the model server asked directly.
 * Both are asked in turn, so that whatever else the machine does falls on both alike. Goal: a median under 30 ms.
 */
export default async function benchFirstToken(): Promise<Record<string, number>> {
  const stack = await startSignedInStack()
  try {
    const direct: number[] = []
    const numina: number[] = []
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const [a, b] = [await askModel(stack), await askNumina(stack)]
      if (round < 0) continue
      direct.push(a)
      numina.push(b)
    }
    const added = numina.map((ms, i) => ms - (direct[i] ?? 0))
    return {
      direct_p50_ms: quantile(direct, 0.5),
      numina_p50_ms: quantile(numina, 0.5),
      added_p50_ms: quantile(added, 0.5),
      added_p95_ms: quantile(added, 0.95),
    }
  } finally {
    await stack.stop()
  }
}

function askModel({ modelUrl }: Stack): Promise<number> {
  const body = { model: 'scripted', stream: true, messages: [{ role: 'user', content: 'Hello' }] }
  const headers = { 'content-type': 'application/json', authorization: 'Bearer sk-scripted' }
  return firstToken(`${modelUrl}/chat/completions`, headers, body, '"content":"You')
}

function askNumina({ url, headers }: Stack): Promise<number> {
  const message = { id: newId(), text: 'Hello' }
  const body = { trigger: 'send', conversationId: newId(), parentId: null, message }
  return firstToken(`${url}/api/chat`, headers, body, '"delta":"You')
}

/** Milliseconds until `token` has arrived. The answer is read to its end; a rate limit is waited out. */
async function firstToken(
  url: string,
  headers: Record<string, string>,
  body: unknown,
  token: string,
): Promise<number> {
  const start = performance.now()
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (response.status === 429) {
    await sleep(Number(response.headers.get('retry-after')) * 1000)
    return firstToken(url, headers, body, token)
  }
  const decoder = new TextDecoder()
  let text = ''
  let at: number | undefined
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true })
    if (at === undefined && text.includes(token)) at = performance.now()
  }
  if (at === undefined)
    throw new Error(`${url} answered ${response.status} without the token: ${text.slice(0, 300)}`)
  return at - start
}
