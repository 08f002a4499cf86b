/**
 * The local model in the foreground: `node services/llm/main.ts --port N`.
 * Installs its dependencies, gets the weights, then prints `listening 127.0.0.1:PORT` and `ready`.
 */
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { type Config, ConfigError, readConfig } from './config.ts'
import { InstallError, installDependencies } from './install.ts'
import { createProgressPrinter } from './progress.ts'
import { ensureWeights } from './weights.ts'

const EXIT = { failed: 1, usage: 2, noModel: 3 }
const HOST = '127.0.0.1'

const HOW_TO_CONNECT = `No local model could be had. To use Numina with a model, do one of these and start again:
  - set OPENAI_API_KEY (and OPENAI_BASE_URL for another provider of the same protocol) in .env.local
  - set LOCAL_MODEL to the path of a GGUF file with an instruction-tuned model`

/** Ends the process with one message on stderr. */
function fail(code: number, message: string): never {
  console.error(message)
  process.exit(code)
}

function readPort(): number {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string' } } })
    const port = Number(values.port)
    if (values.port && Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  } catch {
    // The usage says it.
  }
  return fail(EXIT.usage, 'usage: node services/llm/main.ts --port N   (0 takes a free port)')
}

function readConfigOrFail(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (error instanceof ConfigError) fail(EXIT.usage, error.message)
    throw error
  }
}

const stopping = new AbortController()
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stopping.abort())

async function main(): Promise<void> {
  const port = readPort()
  const config = readConfigOrFail()
  const { signal } = stopping
  const progress = createProgressPrinter(process.stdout)
  await installDependencies({ onStart: (message) => progress.line(message), signal })
  const weights = await ensureWeights({
    home: config.home,
    onProgress: progress.show,
    signal,
  })
  progress.end()
  if (weights.kind === 'none') fail(EXIT.noModel, [...weights.reasons, HOW_TO_CONNECT].join('\n'))

  const [{ createEngine }, { createApiServer }] = await Promise.all([
    import('./engine/engine.ts'),
    import('./http/server.ts'),
  ])
  const log = (message: string) => console.log(message)
  const engine = createEngine({ ...config, id: weights.id, path: weights.path, log })
  const server = createApiServer(engine, log)
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') fail(EXIT.failed, `Port ${port} is in use. Choose another with --port.`)
    fail(EXIT.failed, `The server could not listen: ${error.message}`)
  })
  server.listen(port, HOST, () => {
    console.log(`model ${weights.id} (${weights.path})`)
    console.log(`listening ${HOST}:${(server.address() as AddressInfo).port}`)
    console.log('ready')
  })
  signal.addEventListener('abort', () => {
    server.close()
    void engine.close().then(() => {
      server.closeAllConnections()
      process.exit(0)
    })
  })
}

await main().catch((error: unknown) => {
  if (stopping.signal.aborted) process.exit(0)
  if (error instanceof InstallError) fail(EXIT.failed, error.message)
  throw error
})
