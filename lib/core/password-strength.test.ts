import { expect, test } from 'vitest'
import { judgePassword } from './password-strength'

test.each([
  '1234567890',
  'password123',
  'qwertyuiop',
  'aaaaaaaaaaaa',
  'P@ssw0rd2024',
  'numinanumina',
  'iloveyou1234',
])('%s is guessable', (password) => {
  expect(judgePassword(password)).toBe('guessable')
})

test.each(['correct horse battery', 'nanoseconds are short', 'w7#kPq!mZ2vR', 'ein ganz neues Wort'])(
  '%s is strong',
  (password) => {
    expect(judgePassword(password)).toBe('strong')
  },
)

test('knows whose password it is', () => {
  const about = ['Ludwig Wittgenstein', 'ludwig.wittgenstein@example.com']
  expect(judgePassword('Wittgenstein1')).not.toBe('guessable')
  expect(judgePassword('Wittgenstein1', about)).toBe('guessable')
})

test('judges the longest allowed password', () => {
  expect(judgePassword('aB3$'.repeat(32))).toBeDefined()
})
