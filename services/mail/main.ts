/**
 * The local mail server in the foreground: `node services/mail/main.ts --smtp N --http M --dir D`.
 * Prints `listening smtp PORT http PORT` and `ready`.
 */
import { enableCompileCache } from 'node:module'
import { parseArgs } from 'node:util'

const USAGE =
  'usage: node services/mail/main.ts --smtp PORT --http PORT --dir DIRECTORY   (0 takes a free port)'

function fail(message: string): never {
  console.error(`numina-mail: ${message}`)
  process.exit(1)
}

function readOptions() {
  const text = { type: 'string' } as const
  try {
    const { smtp, http, dir } = parseArgs({ options: { smtp: text, http: text, dir: text } }).values
    const ports = [smtp, http].map((port) => (port ? Number(port) : Number.NaN))
    const isPort = (port: number) => Number.isInteger(port) && port >= 0 && port <= 65_535
    if (dir && ports.every(isPort)) return { smtp: ports[0] ?? 0, http: ports[1] ?? 0, dir }
  } catch {
    // An unknown option is answered like a missing one.
  }
  return fail(USAGE)
}

const options = readOptions()
enableCompileCache()
const { startMail } = await import('./serve.ts')
try {
  const mail = await startMail({ ...options, refuse: process.env['MAIL_REFUSE'] })
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void mail.stop().then(() => process.exit(0)))
  console.log(`listening smtp ${mail.smtpPort} http ${mail.httpPort}`)
  console.log('ready')
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}
