import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { MongoServer, type ServerOptions } from './server.ts'
import { StartError } from './storage/lock-file.ts'

const USAGE =
  'Usage: node services/mongo/main.ts --port N --dir DIRECTORY [--host 127.0.0.1] [--password-file FILE]'

/** Reads the arguments, NUMINA_MONGO_PASSWORD and NUMINA_MONGO_SYNC. @throws StartError */
function readOptions(): ServerOptions {
  const values = parseArguments()
  const port = Number(values.port)
  if (values.port === undefined || !Number.isInteger(port) || port < 0 || port > 65535)
    throw new StartError(`--port must be a number from 0 to 65535. ${USAGE}`)
  if (!values.dir) throw new StartError(`--dir is missing. ${USAGE}`)
  const password = readPassword(values['password-file'])
  const sync = process.env['NUMINA_MONGO_SYNC'] !== 'off'
  return { port, dir: values.dir, host: values.host, sync, ...(password && { password }) }
}

function parseArguments() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string' },
        dir: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        'password-file': { type: 'string' },
      },
    }).values
  } catch (error) {
    throw new StartError(`${(error as Error).message} ${USAGE}`)
  }
}

function readPassword(file: string | undefined): string | undefined {
  if (file === undefined) return process.env['NUMINA_MONGO_PASSWORD']
  let password: string
  try {
    password = readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new StartError(`Cannot read the password file: ${(error as Error).message}`)
  }
  if (password === '') throw new StartError(`The password file ${file} is empty: write a password into it.`)
  return password
}

async function serve(): Promise<void> {
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

/** Runs the server until it is told to stop; what keeps it from starting is said in one line, exit code 1. */
export async function runCli(): Promise<void> {
  try {
    await serve()
  } catch (error) {
    console.error(error instanceof StartError ? `numina-mongo: ${error.message}` : error)
    process.exit(1)
  }
}
