import type { ErrorBody } from '@/lib/core/errors'
import { Refusal } from '../transport/refusal'

/** @returns what to say about a request that did not come through; `otherwise` when the error is nothing the server said */
export function refusalOf(error: Error, otherwise: string): ErrorBody {
  return error instanceof Refusal ? error.body : { code: 'internal', message: otherwise, requestId: '' }
}
