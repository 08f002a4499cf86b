import type { IncomingMessage } from 'node:http'
import { ApiError, badRequest } from '../api-error.ts'

/** Far more than any context holds; what is larger is not read to its end. */
export const MAX_BODY_BYTES = 1024 * 1024

/**
 * Reads a JSON body.
 * @throws ApiError 415 for another content type (which also keeps web pages of other origins out: they can only send
 *   JSON after a preflight that nobody answers), 413 above the limit, 400 for what is not JSON
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new ApiError("The content type must be 'application/json'.", {
      status: 415,
      type: 'invalid_request_error',
      code: 'unsupported_media_type',
    })
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BODY_BYTES) throw tooLarge()
    chunks.push(chunk)
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
    return JSON.parse(text) as unknown
  } catch (error) {
    throw badRequest(`The body is not valid JSON: ${(error as Error).message}`, null, 'invalid_json')
  }
}

function tooLarge(): ApiError {
  return new ApiError(`The body is larger than ${MAX_BODY_BYTES} bytes.`, {
    status: 413,
    type: 'invalid_request_error',
    code: 'request_too_large',
  })
}
