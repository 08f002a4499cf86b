import { JSONParseError, NoObjectGeneratedError, TypeValidationError } from 'ai'
import { expect, it } from 'vitest'
import { describeError } from './describe-error'

it('says what happened and where, and why', () => {
  const error = new Error('it failed', { cause: new Error('the disk is full') })
  expect(describeError(error)).toMatchObject({
    name: 'Error',
    message: 'it failed',
    cause: { message: 'the disk is full' },
  })
  expect(describeError(error).stack).toContain('describe-error.test')
})

it('says nothing of what a model said', () => {
  const text = 'Ada has a secret.'
  const cause = new JSONParseError({ text, cause: new Error('no JSON') })
  const value = { said: text }
  const errors = [
    cause,
    new TypeValidationError({ value, cause: new Error('no object') }),
    new NoObjectGeneratedError({
      ...{ message: 'No object generated.', cause, text, finishReason: 'stop' },
      response: { id: '1', timestamp: new Date(), modelId: 'm' },
      usage: {
        ...{ inputTokens: 1, outputTokens: 1, totalTokens: 2 },
        inputTokenDetails: { noCacheTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0 },
        outputTokenDetails: { textTokens: 1, reasoningTokens: 0 },
      },
    }),
  ]
  for (const error of errors) expect(JSON.stringify(describeError(error))).not.toContain('secret')
})
