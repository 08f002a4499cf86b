import { expect, test } from 'vitest'
import { safeCallbackUrl, withCallback } from './callback-url'

test.each(['/chat', '/chat/abc?x=1#end', '/settings/profile', '/sign-internally'])(
  'lets %s through',
  (path) => {
    expect(safeCallbackUrl(path)).toBe(path)
  },
)

test.each([
  undefined,
  null,
  '',
  'chat',
  ['/chat', '/chat'],
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/.//evil.example/',
  '/a/..//evil.example/',
  '/%2e//evil.example/',
  '/.\\/evil.example/',
  '/\t/evil.example/',
  'javascript:alert(1)',
  '/sign-in',
  '/sign-in?callbackUrl=/sign-in',
  '/sign-up/',
  '/api/auth/signout',
  'http://[',
])('leads home instead of to %j', (value) => {
  expect(safeCallbackUrl(value)).toBe('/chat')
})

test('passes a target on, escaped, and home not at all', () => {
  expect(withCallback('/sign-up', '/chat')).toBe('/sign-up')
  expect(withCallback('/sign-up', '/chat/a?b=c')).toBe('/sign-up?callbackUrl=%2Fchat%2Fa%3Fb%3Dc')
})
