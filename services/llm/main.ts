/**
 * The local model in the foreground: `node services/llm/main.ts --port N`.
 * Installs its dependencies, gets the weights, then prints `listening 127.0.0.1:PORT` and `ready`.
 */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, ConfigError, readConfig } from './config.ts'
import { EXIT, fail } from './exit.ts'

function readPort(): number {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string' } } })
    const port = Number(values.port)
    if (values.port && Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  } catch {
    // An unknown option is answered like a missing port.
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

const port = readPort()
const config = readConfigOrFail()
const stopping = new AbortController()
// `on`, not `once`: a library below us ends the process by the same signal when it finds no other listener.
for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => stopping.abort())

// From the second start on, Node need not strip types again, which saves 20 MB while the service idles.
enableCompileCache(join(config.home, 'cache', 'node'))
const { serve } = await import('./serve.ts')
await serve(port, config, stopping.signal)
