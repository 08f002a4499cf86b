import 'server-only'
import winston from 'winston'
import { describeError } from '@/lib/core/describe-error'
import { redact } from '@/lib/core/redact'
import { getEnv } from '@/lib/env'

const redaction = winston.format((info) => redact(info) as winston.Logform.TransformableInfo)

function createLog(): winston.Logger {
  return winston.createLogger({
    level: getEnv().LOG_LEVEL,
    format: winston.format.combine(
      winston.format.timestamp(),
      winston.format.errors({ stack: true }),
      redaction(),
      winston.format.json(),
    ),
    transports: [new winston.transports.Console()],
  })
}

let logger: winston.Logger | undefined

/** Structured JSON logs on stdout. Secrets and message texts are redacted by key name (see lib/core/redact). */
export const log = {
  error: (message: string, fields?: Record<string, unknown>) => write('error', message, fields),
  warn: (message: string, fields?: Record<string, unknown>) => write('warn', message, fields),
  info: (message: string, fields?: Record<string, unknown>) => write('info', message, fields),
  debug: (message: string, fields?: Record<string, unknown>) => write('debug', message, fields),
}

function write(level: string, message: string, fields: Record<string, unknown> = {}): void {
  logger ??= createLog()
  logger.log({ level, message, ...serialiseError(fields) })
}

function serialiseError(fields: Record<string, unknown>): Record<string, unknown> {
  const { error } = fields
  return error instanceof Error ? { ...fields, error: describeError(error) } : fields
}
