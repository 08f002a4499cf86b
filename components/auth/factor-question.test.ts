import { expect, it } from 'vitest'
import { readFactorQuestion } from './factor-question'

it.each([
  ['factor_required:app', { app: true, challenge: null }],
  ['factor_required:app+passkey:abc-_', { app: true, challenge: 'abc-_' }],
  ['factor_required:passkey:abc', { app: false, challenge: 'abc' }],
  ['factor_wrong', null],
  ['CredentialsSignin', null],
])('reads %s', (code, question) => {
  expect(readFactorQuestion(code)).toEqual(question)
})
