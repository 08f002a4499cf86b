import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { ApiError } from '@/lib/core/api-error'
import { assertWithinRate } from '@/lib/http/rate-limit'
import { readJson } from '@/lib/http/respond'
import { createCompletion } from './complete/create-completion'
import { respondStream, respondWhole } from './complete/respond'
import { readCompletionInput } from './read-input'

const MAX_BYTES = 4 * 1024 * 1024
const REPEAT_KEY_MAX = 255

/** Answers `POST /chat/completions`: at once or as a stream, for as long as somebody reads it. @throws ApiError; AppError */
export async function answerCompletion(ctx: Ctx, request: Request): Promise<Response> {
  const input = readCompletionInput(await readJson(request, MAX_BYTES))
  const left = new AbortController()
  const signal = AbortSignal.any([request.signal, left.signal])
  const answering = await createCompletion(ctx, input, {
    signal,
    repeatKey: readRepeatKey(request.headers),
    mayRepeat: (id) => assertWithinRate('apiRepeat', id),
  })
  if (!input.stream) return respondWhole(answering)
  return respondStream(answering, {
    withUsage: input.stream_options?.include_usage === true,
    requestId: ctx.requestId,
    signal,
    leave: () => left.abort(),
  })
}

function readRepeatKey(headers: Headers): string | null {
  const key = headers.get('idempotency-key')
  if (key !== null && (key === '' || key.length > REPEAT_KEY_MAX))
    throw new ApiError(
      'bad_request',
      'invalid_value',
      `Idempotency-Key: use 1 to ${REPEAT_KEY_MAX} characters.`,
    )
  return key
}
