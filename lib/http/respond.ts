import 'server-only'
import type { z } from 'zod'
import { AppError, toErrorBody } from '@/lib/core/errors'
import { log } from '@/lib/platform/log'

/** Logs an error at the level it deserves: what a user did wrong is information, the rest is ours. */
export function logFailure(where: string, error: unknown, requestId: string): void {
  if (error instanceof AppError && error.code !== 'internal' && error.code !== 'unavailable') {
    log.info('request refused', { where, requestId, code: error.code })
  } else {
    log.error('request failed', { where, requestId, error })
  }
}

/** @returns the response for an error: `{ error: { code, message, requestId, fields? } }` with the status of its code */
export function respondError(error: unknown, requestId: string): Response {
  const body = toErrorBody(error, requestId)
  const status = error instanceof AppError ? error.status : 500
  const headers = new Headers({ 'cache-control': 'no-store', 'x-request-id': requestId })
  if (body.retryAfter !== undefined) headers.set('retry-after', String(body.retryAfter))
  return Response.json({ error: body }, { status, headers })
}

/** @returns a file that the browser saves, sent while it is made */
export function respondDownload(file: {
  stream: ReadableStream<Uint8Array>
  contentType: string
  disposition: string
}): Response {
  const { stream, contentType, disposition } = file
  const headers = {
    'content-type': contentType,
    'content-disposition': disposition,
    'cache-control': 'no-store',
  }
  return new Response(stream, { headers })
}

/**
 * Parses input of any edge.
 *
 * @throws AppError `invalid_input` with one message a field
 */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) fields[issue.path.join('.') || 'input'] ??= issue.message
  throw new AppError('invalid_input', 'Please check what you entered.', { fields })
}

/**
 * Reads a JSON body of at most `maxBytes` bytes.
 *
 * @throws AppError `unsupported_media_type`, `payload_too_large` or `bad_request`
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new AppError('unsupported_media_type', 'Send JSON with the content type application/json.')
  }
  const text = await readText(request, maxBytes)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('bad_request', 'The request is not valid JSON.', { cause })
  }
}

/** @returns a body of at most `maxBytes` bytes as it came. @throws AppError `payload_too_large` */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  return new TextDecoder().decode(await readBytes(request, maxBytes))
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = new AppError(
    'payload_too_large',
    `The request is larger than ${Math.floor(maxBytes / 1024)} kB.`,
  )
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of request.body ?? []) {
    size += piece.byteLength
    if (size > maxBytes) throw tooLarge
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
