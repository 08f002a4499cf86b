import { APICallError } from 'ai'
import { BlockedAddress } from '@/lib/platform/outbound/safe-fetch'
import type { ReplyError } from './schema'

/** The provider said nothing for too long. */
export class ModelTimeout extends Error {}

const ERRORS = {
  model_unavailable: {
    action: 'other_model',
    message: 'The model cannot be reached. Your message is saved. Try again or choose another model.',
  },
  model_timeout: {
    action: 'retry',
    message: 'The model stopped answering. Your message is saved. Try again or choose another model.',
  },
  model_overloaded: {
    action: 'retry',
    message: 'The model has too much to do right now. Your message is saved. Try again in a minute.',
  },
  bad_key: {
    action: 'settings',
    message:
      'The model provider refused the key this Numina uses. Your message is saved. Whoever runs it needs to check the key.',
  },
  quota: {
    action: 'other_model',
    message:
      'The account at the model provider has no credit left. Your message is saved. Choose another model.',
  },
  context_full: {
    action: 'shorten',
    message:
      'This is too long for the model. Your message is saved. Shorten it or choose a model that reads more.',
  },
  content_filter: {
    action: 'retry',
    message: 'The model provider declined to answer this. Your message is saved. Try other words.',
  },
  broken_stream: {
    action: 'retry',
    message: 'The connection to the model broke. What had arrived is kept. Try again.',
  },
  internal: {
    action: 'retry',
    message: 'Something went wrong on our side. Your message is saved. Please try again.',
  },
} as const satisfies Record<ReplyError['code'], Omit<ReplyError, 'code'>>

/** @returns the error with its words for the person */
export function replyError(code: ReplyError['code']): ReplyError {
  return { code, ...ERRORS[code] }
}

/** Says in words what a failed model call means. `error` is whatever the AI SDK or the network threw. */
export function explainFailure(error: unknown): ReplyError {
  return replyError(codeOf(error))
}

function codeOf(error: unknown): ReplyError['code'] {
  for (let e = error; e instanceof Error; e = 'lastError' in e ? e.lastError : e.cause) {
    if (e instanceof ModelTimeout) return 'model_timeout'
    if (e instanceof BlockedAddress) return 'model_unavailable'
    if (APICallError.isInstance(e)) return codeOfCall(e)
    if (
      'code' in e &&
      typeof e.code === 'string' &&
      /^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/.test(e.code)
    ) {
      return 'model_unavailable'
    }
  }
  return 'broken_stream'
}

function codeOfCall(error: APICallError): ReplyError['code'] {
  const body = error.responseBody ?? ''
  if (/context_length_exceeded|maximum context length|context window/i.test(body)) return 'context_full'
  if (/insufficient_quota|billing|credit/i.test(body) || error.statusCode === 402) return 'quota'
  if (/content_filter|content_policy/i.test(body)) return 'content_filter'
  switch (error.statusCode) {
    case 401:
    case 403:
      return 'bad_key'
    case 404:
      return 'model_unavailable'
    case 429:
    case 503:
    case 529:
      return 'model_overloaded'
    case undefined:
      return 'model_unavailable'
    default:
      if (error.statusCode < 400) return 'broken_stream'
      return error.statusCode >= 500 ? 'model_unavailable' : 'internal'
  }
}
