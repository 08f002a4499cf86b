import { statSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { Readable } from 'node:stream'
import { commandOf, cpuMs, PROCESSES, processIds, residentMegabytes } from './support/processes.ts'
import { startSignedInStack } from './support/stack.ts'

const MEGABYTES = Number(process.env.IMPORT_MB ?? 500)
const MESSAGES = 10
const SAMPLE_MS = 250

/**
 * Brings a file in the form of ChatGPT's export along, 500 MB unless IMPORT_MB says otherwise, and watches the server and the embedded
 * database. Goal: memory does not grow with the file. Linux only: read from /proc. By hand: it takes minutes.
 */
export default async function benchImport(): Promise<Record<string, number>> {
  const others = new Set(processIds())
  const stack = await startSignedInStack()
  const started = processIds().filter((id) => !others.has(id))
  const server = watch('server', started, PROCESSES.app)
  const database = watch('database', started, PROCESSES.database)
  const folder = /--dir (\S+)/.exec(commandOf(database.pid))?.[1] ?? ''
  const timer = setInterval(() => {
    server.look()
    database.look()
  }, SAMPLE_MS)
  try {
    const startedAt = performance.now()
    const result = await send(stack.url, stack.headers['cookie'] ?? '')
    const seconds = (performance.now() - startedAt) / 1000
    const { conversations, messages } = result.report
    return {
      file_mb: MEGABYTES,
      conversations,
      messages,
      seconds,
      mb_per_s: MEGABYTES / seconds,
      ...server.figures(),
      ...database.figures(),
      database_file_mb: fileMegabytes(path.join(folder, 'data.sqlite')),
      database_log_mb: fileMegabytes(path.join(folder, 'data.sqlite-wal')),
    }
  } finally {
    clearInterval(timer)
    await stack.stop()
  }
}

/** Memory and processor time of one of the processes, from now on. */
function watch(name: string, ids: readonly number[], command: RegExp) {
  const pid = ids.find((id) => command.test(commandOf(id)))
  if (!pid) throw new Error(`the ${name} is not running`)
  const before = residentMegabytes(pid)
  const cpuBefore = cpuMs(pid)
  let peak = before
  const look = () => {
    peak = Math.max(peak, residentMegabytes(pid))
  }
  const figures = () => ({
    [`${name}_cpu_s`]: (cpuMs(pid) - cpuBefore) / 1000,
    [`${name}_memory_before_mb`]: before,
    [`${name}_memory_peak_mb`]: peak,
  })
  return { pid, look, figures }
}

type Result = { status: string; report: { conversations: number; messages: number; error: string | null } }

function send(url: string, cookie: string): Promise<Result> {
  const id = [...crypto.getRandomValues(new Uint8Array(12))]
    .map((b) => b.toString(16).padStart(2, '0'))
    .join('')
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'content-type': 'application/octet-stream' }
    const call = request(
      `${url}/api/imports?id=${id}&name=bench.json`,
      { method: 'POST', headers },
      (response) => {
        const pieces: Buffer[] = []
        response.on('data', (piece: Buffer) => pieces.push(piece))
        response.on('end', () => {
          const text = Buffer.concat(pieces).toString()
          const result = text === '' ? null : (JSON.parse(text) as Result)
          if (result?.status === 'done') resolve(result)
          else reject(new Error(`answered with ${response.statusCode}: ${text}`))
        })
      },
    )
    call.on('error', reject)
    Readable.from(makeFile()).pipe(call)
  })
}

/** Conversations of ten messages and 25 kB, in words that a text index has something to do with. */
function* makeFile(): Generator<string> {
  let bytes = 0
  yield '['
  for (let i = 0; bytes < MEGABYTES * 1e6; i++) {
    const text = JSON.stringify(makeConversation(i))
    bytes += text.length
    yield `${i === 0 ? '' : ','}${text}`
  }
  yield ']'
}

function makeConversation(i: number) {
  const words = Array.from({ length: 340 }, (_, w) => `word${(i * 31 + w * 7) % 5_000}`).join(' ')
  const mapping: Record<string, unknown> = {}
  for (let m = 0; m < MESSAGES; m++) {
    const author = { role: m % 2 === 0 ? 'user' : 'assistant' }
    const content = { content_type: 'text', parts: [`Message ${m} of ${i}. ${words}`] }
    mapping[`${i}-${m}`] = {
      parent: m === 0 ? null : `${i}-${m - 1}`,
      message: { author, content, create_time: 1.7e9 + m },
    }
  }
  return {
    title: `Conversation ${i}`,
    conversation_id: `bench-${i}`,
    create_time: 1.7e9,
    update_time: 1.7e9 + i,
    mapping,
  }
}

const fileMegabytes = (file: string) => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) / 1e6
