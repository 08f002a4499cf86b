import { expect, test } from 'vitest'
import { passwordHint } from './password-hint'
import { explainSignInError } from './sign-in-error'

test.each([
  ['CredentialsSignin', 'This e-mail and password do not fit together.'],
  ['rate_limited:45', 'Too many attempts. Try again in 45 seconds.'],
  ['rate_limited:840', 'Too many attempts. Try again in 14 minutes.'],
  ['rate_limited', 'Too many attempts. Try again in a few minutes.'],
  ['rate_limited:-1', 'Too many attempts. Try again in a few minutes.'],
  ['factor_wrong', 'This is not the code of now, nor an unused recovery code.'],
  ['unreachable', 'Numina could not be reached. Check the connection and try again.'],
])('puts %s into words', (code, words) => {
  expect(explainSignInError(code)).toBe(words)
})

test('says nothing internal about an unknown code, and nothing of the code itself', () => {
  expect(explainSignInError('<b>Configuration</b>')).toMatch(/^Signing in did not work/)
})

test.each([
  ['', null, 'At least 10 characters. A few words are easy to remember.'],
  ['123456789', 'guessable', '1 more character.'],
  ['1234', 'guessable', '6 more characters.'],
  ['1234567890', null, ''],
  ['1234567890', 'guessable', 'Easy to guess. Add an unusual word or two.'],
  ['correct horse battery', 'strong', 'Strong.'],
] as const)('says of %j (%s): %s', (password, strength, hint) => {
  expect(passwordHint(password, 10, strength)).toBe(hint)
})

test('counts characters, not code units', () => {
  expect(passwordHint('👩‍🚀🙂🙂', 10, null)).toBe('5 more characters.')
})
