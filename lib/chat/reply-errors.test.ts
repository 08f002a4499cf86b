import { APICallError, RetryError } from 'ai'
import { describe, expect, it } from 'vitest'
import { explainFailure, ModelTimeout } from './reply-errors'

const call = (statusCode: number | undefined, responseBody = '') =>
  new APICallError({
    message: 'failed',
    url: 'http://model.example',
    requestBodyValues: {},
    ...(statusCode && { statusCode }),
    responseBody,
  })

describe('explainFailure', () => {
  it.each([
    [call(401), 'bad_key', 'settings'],
    [call(402), 'quota', 'other_model'],
    [call(429, '{"error":{"code":"insufficient_quota"}}'), 'quota', 'other_model'],
    [call(429, '{"error":{"code":"rate_limit_exceeded"}}'), 'model_overloaded', 'retry'],
    [call(503), 'model_overloaded', 'retry'],
    [call(500), 'model_unavailable', 'other_model'],
    [call(404, '{"error":{"code":"model_not_found"}}'), 'model_unavailable', 'other_model'],
    [call(400, '{"error":{"code":"context_length_exceeded"}}'), 'context_full', 'shorten'],
    [call(400, '{"error":{"code":"content_filter"}}'), 'content_filter', 'retry'],
    [call(undefined), 'model_unavailable', 'other_model'],
    [new ModelTimeout('slow'), 'model_timeout', 'retry'],
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'model_unavailable', 'other_model'],
    [new Error('terminated'), 'broken_stream', 'retry'],
    ['not even an error', 'broken_stream', 'retry'],
  ])('%#: says %s', (error, code, action) => {
    expect(explainFailure(error)).toMatchObject({ code, action })
  })

  it('looks inside retries and causes', () => {
    const retried = new RetryError({
      message: 'gave up',
      reason: 'maxRetriesExceeded',
      errors: [call(503), call(401)],
    })
    expect(explainFailure(retried).code).toBe('bad_key')
    expect(explainFailure(new TypeError('fetch failed', { cause: call(402) })).code).toBe('quota')
  })
})
