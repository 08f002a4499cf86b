import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { errorCode, Failure } from './failure.ts'

export type Variables = Record<string, string | undefined>

export type Settings = {
  /** Everything the environment and the files say, the environment first. */
  variables: Variables
  port: number
  host: string
  /** The data directory, absolute. */
  home: string
  /** Where a browser on this machine finds the app. */
  localUrl: string
}

/**
 * The variables of `.env` and `.env.local` in `folder` (the latter wins), under those of `environment`, which win over
 * both; an empty value there means "not set" and hides the files' value.
 */
export function readVariables(folder: string, environment: Variables): Variables {
  return {
    ...readEnvFile(path.join(folder, '.env')),
    ...readEnvFile(path.join(folder, '.env.local')),
    ...environment,
  }
}

function readEnvFile(file: string): Variables {
  try {
    return parseEnv(readFileSync(file, 'utf8')) as Variables
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return {}
    throw new Failure(
      `${file} cannot be read (${errorCode(error)}).`,
      'Check who owns it and its mode (ls -l), or remove it.',
    )
  }
}

/**
 * @param folder what a relative NUMINA_HOME starts from
 * @throws Failure when PORT is no port
 */
export function readSettings(folder: string, variables: Variables): Settings {
  const port = Number(variables['PORT'] || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Failure(
      `PORT is "${variables['PORT']}", which is no port.`,
      'Use a number from 1 to 65535: PORT=3001 npm start',
    )
  }
  const host = variables['HOST'] || '127.0.0.1'
  const home = path.resolve(folder, variables['NUMINA_HOME'] || '.numina')
  return {
    variables,
    port,
    host,
    home,
    localUrl: `http://${isLocal(host) ? 'localhost' : bracketed(host)}:${port}`,
  }
}

const isLocal = (host: string): boolean => ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)
const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host)

/** Where the launcher itself asks for the app's health: the address it listens on, or loopback for "all addresses". */
export function healthUrl({ host, port }: Settings): string {
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${bracketed(address)}:${port}/api/health`
}
