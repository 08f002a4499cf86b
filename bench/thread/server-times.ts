import { newId } from '../../lib/core/ids.ts'
import { quantile } from '../support/quantile.ts'
import { COMMON_WORD } from '../support/words.ts'
import { MEDIUM_WORD, RARE_WORD, type Seeded } from './seed.ts'

const ROUNDS = 20
const WARM_UP = 3
const SEND_ROUNDS = 10

export type Product = { url: string; headers: Record<string, string> }

/** Milliseconds until the whole answer is there, the median and the 95th percentile of each. */
export async function serverTimes(product: Product, seeded: Seeded): Promise<Record<string, number>> {
  const search = (q: string, kind = 'messages') => `/api/search?${new URLSearchParams({ kind, q })}`
  const open = (id: string) => `/api/conversations/${id}`
  const paths = {
    list: '/api/conversations',
    rail: '/api/conversations/rail',
    open_long: open(seeded.longId),
    open_short: open(seeded.shortId),
    page_long: `/chat/${seeded.longId}`,
    newer_from_top: `${open(seeded.longId)}/messages?after=${seeded.topId}`,
    search_rare: search(RARE_WORD),
    search_medium: search(MEDIUM_WORD),
    search_medium_filtered: search(`${MEDIUM_WORD} role:assistant after:2020-01-01`),
    search_common: search(COMMON_WORD),
    search_titles: search(COMMON_WORD, 'titles'),
    search_titles_nothing: search('qqq', 'titles'),
  }
  const figures: Record<string, number> = {}
  for (const [name, path] of Object.entries(paths)) {
    const times: number[] = []
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const { ms, status } = await timeOf(product, path)
      if (status !== 200) figures[`${name}_status`] = status
      if (round >= 0) times.push(ms)
      // What takes seconds is known after a few.
      if (ms > 2_000 && round >= 1) break
    }
    figures[`${name}_p50_ms`] = quantile(times, 0.5)
    figures[`${name}_p95_ms`] = quantile(times, 0.95)
    console.log(`  ${name} measured`)
  }
  figures['send_long_p50_ms'] = await sendTime(product, seeded.longId)
  figures['send_short_p50_ms'] = await sendTime(product, seeded.shortId)
  return figures
}

async function timeOf({ url, headers }: Product, path: string): Promise<{ ms: number; status: number }> {
  const start = performance.now()
  const response = await fetch(`${url}${path}`, { headers })
  await response.arrayBuffer()
  return { ms: performance.now() - start, status: response.status }
}

/** From a message at the end of a conversation to the first words of its answer. */
async function sendTime(product: Product, conversationId: string): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < SEND_ROUNDS; round++) {
    const view = await fetch(`${product.url}/api/conversations/${conversationId}`, {
      headers: product.headers,
    })
    const { messages } = (await view.json()) as { messages: { id: string }[] }
    const body = {
      ...{ trigger: 'send', conversationId, parentId: messages.at(-1)?.id ?? null },
      message: { id: newId(), text: 'Hello' },
    }
    times.push(await firstWords(product, body))
  }
  return quantile(times, 0.5)
}

async function firstWords({ url, headers }: Product, body: unknown): Promise<number> {
  const start = performance.now()
  const response = await fetch(`${url}/api/chat`, { method: 'POST', headers, body: JSON.stringify(body) })
  const decoder = new TextDecoder()
  let text = ''
  let at = Number.NaN
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true })
    if (Number.isNaN(at) && text.includes('"delta":"')) at = performance.now()
  }
  if (Number.isNaN(at))
    throw new Error(`a message was answered with ${response.status}: ${text.slice(0, 200)}`)
  return at - start
}
