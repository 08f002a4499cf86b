import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCanManage } from '@/lib/auth/permissions'
import { contentDisposition } from '@/lib/core/content-disposition'
import { csvLine } from '@/lib/core/csv-line'
import { encodeTexts, toStream } from '@/lib/core/to-stream'
import { readSecurityEvents, type SecurityEventRecord } from '../data'
import { recordSecurityEvent } from '../record-security-event'
import type { LogFormat } from '../schema'

type Download = { stream: ReadableStream<Uint8Array>; contentType: string; disposition: string }

const COLUMNS = ['id', 'at', 'kind', 'userId', 'actorId', 'ip', 'userAgent', 'requestId', 'data'] as const
const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' }

/**
 * The security log of all accounts, oldest first, written while it is read. That it was taken away is in the log as well.
 *
 * @throws AppError `forbidden` for everybody but the owner of the instance
 */
export async function exportSecurityLog(ctx: Ctx, format: LogFormat): Promise<Download> {
  assertCanManage(ctx, 'instance:audit')
  await recordSecurityEvent('log.exported', ctx, { format })
  const lines = format === 'csv' ? writeCsv() : writeJson()
  const name = `numina-security-log-${new Date().toISOString().slice(0, 10)}.${format}`
  return {
    stream: toStream(encodeTexts(lines)),
    contentType: TYPES[format],
    disposition: contentDisposition(name),
  }
}

async function* writeCsv(): AsyncGenerator<string> {
  yield csvLine(COLUMNS)
  for await (const event of readSecurityEvents()) {
    const row = toRow(event)
    yield csvLine(
      COLUMNS.map((name) => (name === 'data' ? JSON.stringify(row.data ?? {}) : (row[name] ?? ''))),
    )
  }
}

async function* writeJson(): AsyncGenerator<string> {
  let before = '[\n'
  for await (const event of readSecurityEvents()) {
    yield before + JSON.stringify(toRow(event))
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

function toRow(event: SecurityEventRecord) {
  const { _id, createdAt, kind, userId, actorId, ip, userAgent, requestId, data } = event
  return {
    id: _id.toHexString(),
    at: createdAt.toISOString(),
    ...{ kind, userId, actorId, ip, userAgent, requestId, data },
  }
}
