import { ApiError } from '@/lib/core/api-error'
import { respondApiError } from '@/lib/http/key-route'
import { readRequestInfo } from '@/lib/http/request-info'

/** What OpenAI's API has besides is answered in its own shape, so that programs can say what is wrong. */
async function refuse(request: Request): Promise<Response> {
  const words = 'There is nothing here. See /api/v1/openapi.json for what there is.'
  return respondApiError(
    new ApiError('not_found', 'not_found', words),
    readRequestInfo(request.headers).requestId,
  )
}

export { refuse as DELETE, refuse as GET, refuse as POST }
