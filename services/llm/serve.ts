import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from './config.ts'
import { EXIT, fail } from './exit.ts'
import { InstallError, installDependencies } from './install.ts'
import { createProgressPrinter } from './progress.ts'
import { ensureWeights, type Weights } from './weights.ts'

const HOST = '127.0.0.1'

const HOW_TO_CONNECT = `There is no local model. To use Numina with a model, do one of these and start again:
  - set OPENAI_API_KEY (and OPENAI_BASE_URL for another provider of the same protocol) in .env.local
  - set LOCAL_MODEL to the path of a GGUF file with an instruction-tuned model`

/**
 * Prepares everything and serves until the signal is aborted, then ends the process with 0. Ends it with an explanation
 * and one of the codes of EXIT when that cannot be.
 */
export async function serve(port: number, config: Config, signal: AbortSignal): Promise<void> {
  const weights = await prepare(config, signal)
  if (weights.kind === 'none') fail(EXIT.noModel, [...weights.reasons, HOW_TO_CONNECT].join('\n'))

  const [{ createEngine }, { createApiServer }] = await Promise.all([
    import('./engine/engine.ts'),
    import('./http/server.ts'),
  ])
  const log = (message: string) => console.log(message)
  const engine = createEngine({ ...config, id: weights.id, path: weights.path, log })
  const server = createApiServer(engine, log)
  await listen(server, port)
  console.log(`model ${weights.id} (${weights.path})`)
  console.log(`listening ${HOST}:${(server.address() as AddressInfo).port}`)
  console.log('ready')

  signal.addEventListener('abort', async () => {
    server.close()
    await engine.close()
    server.closeAllConnections()
    process.exit(0)
  })
}

async function prepare({ home }: Config, signal: AbortSignal): Promise<Weights> {
  const progress = createProgressPrinter(process.stdout)
  try {
    await installDependencies({ onStart: progress.line, signal })
    return await ensureWeights({ home, onProgress: progress.show, signal })
  } catch (error) {
    if (signal.aborted) process.exit(0)
    if (error instanceof InstallError) fail(EXIT.failed, error.message)
    const { code, message } = error as NodeJS.ErrnoException
    if (code) fail(EXIT.failed, `The data directory ${home} cannot be used: ${message}`)
    throw error
  } finally {
    progress.end()
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        fail(EXIT.failed, `Port ${port} is in use. Choose another with --port.`)
      fail(EXIT.failed, `The server could not listen: ${error.message}`)
    })
    server.listen(port, HOST, resolve)
  })
}
