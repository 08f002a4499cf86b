import { expect, test } from 'vitest'
import { passwordHint } from './password-hint'
import { explainSignInError } from './sign-in-error'

test.each([
  ['CredentialsSignin', 'This e-mail and password do not fit together.'],
  ['rate_limited:45', 'Too many attempts. Try again in 45 seconds.'],
  ['rate_limited:840', 'Too many attempts. Try again in 14 minutes.'],
  ['rate_limited', 'Too many attempts. Try again in a few minutes.'],
  ['rate_limited:-1', 'Too many attempts. Try again in a few minutes.'],
  ['unreachable', 'Numina could not be reached. Check the connection and try again.'],
])('puts %s into words', (code, words) => {
  expect(explainSignInError(code)).toBe(words)
})

test('says nothing internal about an unknown code, and nothing of the code itself', () => {
  expect(explainSignInError('<b>Configuration</b>')).toMatch(/^Signing in did not work/)
})

test.each([
  ['', 'At least 10 characters. A few words are easy to remember.'],
  ['123456789', '1 more character.'],
  ['1234', '6 more characters.'],
  ['1234567890', 'Good. Longer is stronger.'],
  ['correct horse battery', 'Strong.'],
])('judges %j by its length', (password, hint) => {
  expect(passwordHint(password, 10)).toBe(hint)
})

test('counts characters, not code units', () => {
  expect(passwordHint('👩‍🚀🙂🙂', 10)).toBe('5 more characters.')
})
