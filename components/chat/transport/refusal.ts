import type { ErrorBody } from '@/lib/core/errors'

/** The server said no, in the one error shape. Nothing was streamed. */
export class Refusal extends Error {
  readonly status: number
  readonly body: ErrorBody

  constructor(status: number, body: ErrorBody) {
    super(body.message)
    this.name = 'Refusal'
    this.status = status
    this.body = body
  }
}

/** The network did not carry the request or its answer. Whether the server got it is unknown. */
export class NetworkError extends Error {
  constructor(cause: unknown) {
    super('The network did not answer.', { cause })
    this.name = 'NetworkError'
  }
}

/** @returns the refusal an answer stands for; what is not ours (a proxy's page) becomes `unavailable` */
export async function readRefusal(response: Response): Promise<Refusal> {
  const body: unknown = await response.json().catch(() => null)
  if (isErrorAnswer(body)) return new Refusal(response.status, body.error)
  return new Refusal(response.status, {
    code: response.status >= 500 ? 'unavailable' : 'internal',
    message: 'Numina cannot be reached right now. Please try again in a moment.',
    requestId: response.headers.get('x-request-id') ?? '',
  })
}

function isErrorAnswer(body: unknown): body is { error: ErrorBody } {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false
  const { error } = body
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error
}
