/**
 * A person with 1,000,000 messages in 20,000 conversations, one of them of 10,000 messages. NUMINA_BENCH_MESSAGES sets another
 * size; NUMINA_BENCH_HOME keeps the seeded data in that folder, and finds it there the next time.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { launchNumina, makeSecrets, whenReady } from '../e2e/support/numina.ts'
import { startScriptedModel } from '../e2e/support/scripted-model/server.ts'
import { pickFreePort } from '../scripts/lib/ports.ts'
import { signInPeople } from './support/stack.ts'
import { browserTimes } from './thread/browser-times.ts'
import { LONG_MESSAGES, type Seeded, seed } from './thread/seed.ts'
import { serverTimes } from './thread/server-times.ts'

const MESSAGES = Math.max(LONG_MESSAGES * 2, Number(process.env['NUMINA_BENCH_MESSAGES'] ?? 1_000_000))
const KEPT = process.env['NUMINA_BENCH_HOME']
const STOP_LIMIT_MS = 30_000

type Secrets = ReturnType<typeof makeSecrets>
type Kept = { secrets: Secrets; cookie: string; seeded: Seeded; port: string }

/**
 * @returns milliseconds of the server and of Chromium for the same things. Goals: opening under 300 ms of the server and 1 s to
 * the paint, 60 frames a second, keys within a frame or two, memory that stays flat.
 */
export default async function benchThread(): Promise<Record<string, number>> {
  const folder = KEPT ?? mkdtempSync(path.join(tmpdir(), 'numina-bench-'))
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'bench.json')
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : null
  const secrets = kept?.secrets ?? makeSecrets()
  const port = kept?.port ?? String(await pickFreePort())
  const url = `http://localhost:${port}`
  const model = await startScriptedModel()
  const numina = launchNumina({ folder, port, modelUrl: model.url, secrets })
  try {
    await whenReady(numina)
    const cookie = kept?.cookie ?? (await signInPeople(url, 1))[0] ?? ''
    const seeded = kept?.seeded ?? (await seed(databaseUrl(folder), MESSAGES))
    writeFileSync(file, JSON.stringify({ secrets, cookie, seeded, port } satisfies Kept))
    const product = { url, headers: { cookie, 'content-type': 'application/json' } }
    const size = { messages: seeded.messages, seed_per_s: seeded.messages / seeded.seconds }
    const figures = {
      ...size,
      ...(await serverTimes(product, seeded)),
      ...(await browserTimes(product, seeded)),
    }
    return { ...figures, ...ratios(figures) }
  } finally {
    await numina.stop(STOP_LIMIT_MS)
    await model.close()
    if (!KEPT) rmSync(folder, { recursive: true, force: true })
  }
}

/** How much more a long conversation costs than a short one. */
function ratios(figures: Record<string, number>): Record<string, number> {
  const ratio = (a: string, b: string) => (figures[a] ?? Number.NaN) / (figures[b] ?? Number.NaN)
  return {
    open_long_to_short_ratio: ratio('open_long_p50_ms', 'open_short_p50_ms'),
    send_long_to_short_ratio: ratio('send_long_p50_ms', 'send_short_p50_ms'),
    heap_after_scrolling_ratio: ratio('heap_after_scrolling_mb', 'heap_mb'),
    elements_after_scrolling_ratio: ratio('elements_after_scrolling', 'elements'),
  }
}

function databaseUrl(folder: string): string {
  const port = /Database ready on 127\.0\.0\.1:(\d+)/.exec(
    readFileSync(path.join(folder, 'numina.log'), 'utf8'),
  )?.[1]
  if (!port) throw new Error('the log does not say where the database is')
  return `mongodb://127.0.0.1:${port}/numina?directConnection=true`
}
