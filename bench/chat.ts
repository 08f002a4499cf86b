import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../lib/core/ids.ts'
import { describeEnd, startChild } from '../scripts/lib/child.ts'
import { type Ask, readStream, type Times } from './support/load.ts'
import { commandOf, cpuMs, PROCESSES, processIds, residentMegabytes } from './support/processes.ts'
import { quantile } from './support/quantile.ts'
import { type Stack, startSignedInStack } from './support/stack.ts'

const SINGLES = 40
/** A process that has just started runs its code several times slower than one that has answered some hundred messages. */
const WARM_UP = 100
const STREAMS = 100
const TOKENS = 400
const TOKEN_MS = 20
/** Sending is limited by the minute and person; nobody of them comes near that. */
const PEOPLE = 12
/** When all of them have begun, one more short stream begins every so often: what somebody waits who comes to a busy server. */
const JOINING = 20
const JOIN_EVERY_MS = 200
/** So many streams are open while nothing begins or ends: few enough for the bare route to keep up on one core. */
const OPEN = 50
const OPEN_EVERY_MS = 40
const OPEN_AFTER_MS = 1_000
const OPEN_MS = 4_000
/** How long a group of streams is given to be over for everybody. */
const SETTLE_MS = 3_000
const MATCH = 'bench-stream'
const SHORT = '[[script: {"text":"w0 w1 w2 w3"}]]'
const SHORT_TOKENS = 4
const START_LIMIT_MS = 30_000

type Subject = { name: string; token: string; ask: (text: string, n: number) => Ask; pid: number }

/**
 * One run on one scripted provider: the provider itself; a bare `streamText` → `createUIMessageStreamResponse` route; Numina with
 * session, storage, usage and resume. First the first token of one stream at a time; then of 100 streams of 50 tokens a second that begin
 * at once, how late these end, what somebody waits who joins them, and what each token costs of a processor; then the same of a server
 * that has 100 open all the time, one beginning whenever one ends; last what a token costs of a stream that is just open. Goals: a single
 * first token under 30 ms added; twice the bare route's streams a core; at 100 streams a first token under 300 ms (p95), ends at most
 * 5 % late, under 1 MB each.
 */
export default async function benchChat(): Promise<Record<string, number>> {
  const before = new Set(processIds())
  const stack = await startSignedInStack(PEOPLE)
  const bare = startChild({
    name: 'bare route',
    args: ['bench/support/bare-route.ts', '--model', stack.modelUrl],
    env: { ...process.env, NODE_ENV: 'production' },
    log: '/tmp/numina-bare-route.log',
  })
  try {
    if ((await bare.says(/^listening/, START_LIMIT_MS)) !== 'said') throw describeEnd(bare, 'No bare route:')
    const port = bare
      .tail()
      .join('\n')
      .match(/listening (\d+)/)?.[1]
    const own = processIds().filter((pid) => !before.has(pid))
    const find = (pattern: RegExp) => own.find((pid) => pattern.test(commandOf(pid))) ?? 0
    const subjects = [
      provider(stack, find(/scripted-model/)),
      bareRoute(`http://127.0.0.1:${port}`, bare.pid),
      numina(stack, find(PROCESSES.app)),
    ]
    const figures = await measureSingles(subjects)
    await commandStreams(stack)
    for (const subject of subjects)
      Object.assign(figures, await measureMany(subject, find(PROCESSES.database)))
    for (const subject of subjects) Object.assign(figures, await measureSteady(subject))
    for (const subject of subjects) Object.assign(figures, await measureOpen(subject))
    return { ...figures, ...compare(figures) }
  } finally {
    await bare.stop(1_000)
    await stack.stop()
  }
}

function provider({ modelUrl }: Stack, pid: number): Subject {
  const ask = (content: string): Ask => ({
    url: `${modelUrl}/chat/completions`,
    headers: { authorization: 'Bearer sk-scripted' },
    body: JSON.stringify({ model: 'scripted', stream: true, messages: [{ role: 'user', content }] }),
  })
  return { name: 'provider', token: '"content":"w0', ask, pid }
}

function bareRoute(url: string, pid: number): Subject {
  return { name: 'bare', token: '"delta":"w0', ask: (body) => ({ url, body }), pid }
}

function numina({ url, people }: Stack, pid: number): Subject {
  const ask = (text: string, n: number): Ask => ({
    url: `${url}/api/chat`,
    headers: people[n % PEOPLE] ?? {},
    body: JSON.stringify({
      trigger: 'send',
      conversationId: newId(),
      parentId: null,
      message: { id: newId(), text },
    }),
  })
  return { name: 'numina', token: '"delta":"w0', ask, pid }
}

/** Asked in turn, so that whatever else the machine does falls on all alike. */
async function measureSingles(subjects: Subject[]): Promise<Record<string, number>> {
  const times = subjects.map(() => [] as number[])
  const cpu = subjects.map(() => 0)
  for (let round = -WARM_UP; round < SINGLES; round++) {
    for (const [i, { ask, token, pid }] of subjects.entries()) {
      const before = cpuMs(pid)
      const { firstToken } = await readStream(ask(SHORT, round + WARM_UP), token)
      if (round < 0) continue
      times[i]?.push(firstToken)
      cpu[i] = (cpu[i] ?? 0) + cpuMs(pid) - before
    }
  }
  const figures = subjects.flatMap(({ name }, i) => [
    [`single_${name}_first_token_p50_ms`, quantile(times[i] ?? [], 0.5)],
    [`single_${name}_cpu_ms_per_message`, (cpu[i] ?? 0) / SINGLES],
  ])
  return Object.fromEntries(figures)
}

async function commandStreams({ modelUrl }: Stack): Promise<void> {
  const tokens = Array.from({ length: TOKENS }, (_, i) => `w${i} `)
  const response = await fetch(new URL('/control/script', modelUrl), {
    method: 'POST',
    body: JSON.stringify({ tokens, tokenMs: TOKEN_MS, match: MATCH, times: 'always', mode: 'stream' }),
  })
  if (!response.ok) throw new Error(await response.text())
}

async function measureMany(
  { name, ask, token, pid }: Subject,
  database: number,
): Promise<Record<string, number>> {
  await sleep(SETTLE_MS)
  const memory = residentMegabytes(pid)
  const cpu = cpuMs(pid)
  const databaseCpu = cpuMs(database)
  let peak = memory
  const look = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(pid))
  }, 250)
  const asks = Array.from({ length: STREAMS }, (_, n) => ask(`${MATCH} ${n}`, n))
  const begun: Promise<void>[] = []
  const read = (one: Ask) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    begun.push(promise)
    return readStream(one, token, resolve)
  }
  const all = Promise.all(asks.map(read))
  await Promise.race([all, Promise.all(begun)])
  const joined = await join(ask, token)
  const times: Times[] = await all
  clearInterval(look)
  await sleep(SETTLE_MS / 2)
  const firsts = times.map(({ firstToken }) => firstToken)
  const late = times.map(lateness)
  const tokens = STREAMS * TOKENS + JOINING * SHORT_TOKENS
  const perToken = (cpuMs(pid) - cpu) / tokens
  return {
    [`${name}_first_token_p50_ms`]: quantile(firsts, 0.5),
    [`${name}_first_token_p95_ms`]: quantile(firsts, 0.95),
    [`${name}_joining_first_token_p50_ms`]: quantile(joined, 0.5),
    [`${name}_joining_first_token_p95_ms`]: quantile(joined, 0.95),
    [`${name}_end_late_p50_percent`]: quantile(late, 0.5),
    [`${name}_end_late_p95_percent`]: quantile(late, 0.95),
    [`${name}_cpu_ms_per_token`]: perToken,
    [`${name}_streams_per_core`]: TOKEN_MS / perToken,
    [`${name}_mb_per_stream`]: (peak - memory) / STREAMS,
    ...(name === 'numina' && { numina_database_cpu_ms_per_token: (cpuMs(database) - databaseCpu) / tokens }),
  }
}

/** The first lap fills the server; what begins in the second meets 100 others at every moment. */
async function measureSteady(subject: Subject): Promise<Record<string, number>> {
  const { name, pid } = subject
  await sleep(SETTLE_MS)
  const every = (TOKENS * TOKEN_MS) / STREAMS
  const first = await beginInTurn(subject, STREAMS, every)
  const cpu = cpuMs(pid)
  const second = await beginInTurn(subject, STREAMS, every)
  const perToken = (cpuMs(pid) - cpu) / (STREAMS * TOKENS)
  const times = await Promise.all(second)
  await Promise.all(first)
  const firsts = times.map(({ firstToken }) => firstToken)
  const late = times.map(lateness)
  return {
    [`steady_${name}_first_token_p50_ms`]: quantile(firsts, 0.5),
    [`steady_${name}_first_token_p95_ms`]: quantile(firsts, 0.95),
    [`steady_${name}_end_late_p50_percent`]: quantile(late, 0.5),
    [`steady_${name}_end_late_p95_percent`]: quantile(late, 0.95),
    [`steady_${name}_cpu_ms_per_token`]: perToken,
  }
}

/** Neither the messages that open the streams nor what follows their ends is in it. */
async function measureOpen(subject: Subject): Promise<Record<string, number>> {
  const { name, pid } = subject
  await sleep(SETTLE_MS)
  const all = await beginInTurn(subject, OPEN, OPEN_EVERY_MS)
  await sleep(OPEN_AFTER_MS)
  const cpu = cpuMs(pid)
  await sleep(OPEN_MS)
  const perToken = ((cpuMs(pid) - cpu) * TOKEN_MS) / (OPEN * OPEN_MS)
  await Promise.all(all)
  return {
    [`open_${name}_cpu_ms_per_token`]: perToken,
    [`open_${name}_streams_per_core`]: TOKEN_MS / perToken,
  }
}

/** Long streams, one beginning every so many milliseconds. Resolves when the last has been asked for. */
async function beginInTurn(
  { ask, token }: Subject,
  count: number,
  everyMs: number,
): Promise<Promise<Times>[]> {
  const begun: Promise<Times>[] = []
  for (let n = 0; n < count; n++) {
    begun.push(readStream(ask(`${MATCH} ${n}`, n), token))
    await sleep(everyMs)
  }
  return begun
}

const lateness = ({ end }: Times): number => (end / (TOKENS * TOKEN_MS) - 1) * 100

async function join(ask: Subject['ask'], token: string): Promise<number[]> {
  const waits: Promise<Times>[] = []
  for (let n = 0; n < JOINING; n++) {
    await sleep(JOIN_EVERY_MS)
    waits.push(readStream(ask(SHORT, n), token))
  }
  return (await Promise.all(waits)).map(({ firstToken }) => firstToken)
}

function compare(figures: Record<string, number>): Record<string, number> {
  const { single_numina_first_token_p50_ms: own = 0, single_provider_first_token_p50_ms: direct = 0 } =
    figures
  const { numina_streams_per_core: ours = 0, bare_streams_per_core: bare = 1 } = figures
  const { steady_numina_cpu_ms_per_token: token = 1, steady_bare_cpu_ms_per_token: bareToken = 0 } = figures
  const { open_numina_cpu_ms_per_token: open = 1, open_bare_cpu_ms_per_token: bareOpen = 0 } = figures
  return {
    single_numina_added_ms: own - direct,
    numina_times_the_bare_route: ours / bare,
    steady_numina_times_the_bare_route: bareToken / token,
    open_numina_times_the_bare_route: bareOpen / open,
  }
}
