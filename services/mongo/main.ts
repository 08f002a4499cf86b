import { parseArgs } from 'node:util'
import { MongoServer } from './src/server.ts'
import { StartError } from './src/storage/lock-file.ts'

const USAGE = 'Usage: node services/mongo/main.ts --port N --dir DIRECTORY [--host 127.0.0.1]'

interface Options {
  port: number
  dir: string
  host: string
}

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        dir: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
      },
    })
    const port = Number(values.port)
    if (values.port === undefined || !Number.isInteger(port) || port < 0 || port > 65535)
      throw new StartError(`--port must be a number from 0 to 65535. ${USAGE}`)
    if (!values.dir) throw new StartError(`--dir is missing. ${USAGE}`)
    return { port, dir: values.dir, host: values.host }
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`${(error as Error).message} ${USAGE}`)
  }
}

async function main(): Promise<void> {
  const options = readOptions()
  const server = await MongoServer.start(options)
  const stop = () => {
    server.stop().then(
      () => process.exit(0),
      (error) => {
        console.error('numina-mongo: could not stop cleanly:', error)
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  console.log(`listening ${options.host}:${server.port}`)
  console.log('ready')
}

main().catch((error) => {
  console.error(error instanceof StartError ? `numina-mongo: ${error.message}` : error)
  process.exit(1)
})
