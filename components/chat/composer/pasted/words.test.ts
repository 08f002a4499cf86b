import { expect, test } from 'vitest'
import { cleanPaste, isLong, joinDraft, splitDraft, toMessage } from './words'

test('long is more than 4,000 characters or 60 lines', () => {
  expect(isLong('x'.repeat(4_000))).toBe(false)
  expect(isLong('x'.repeat(4_001))).toBe(true)
  expect(isLong('\n'.repeat(59))).toBe(false)
  expect(isLong('\n'.repeat(60))).toBe(true)
})

test('a draft comes apart as it was put together', () => {
  for (const [typed, pasted] of [
    ['', []],
    ['typed', []],
    ['', ['one']],
    ['typed\n', ['one', ' two\n\n']],
  ] as [string, string[]][])
    expect(splitDraft(joinDraft(typed, pasted))).toEqual({ typed, pasted })
  expect(splitDraft(joinDraft('', [cleanPaste('a\u001eb\r\nc')])).pasted).toEqual(['ab\nc'])
})

test('a message is what is typed and then what was pasted', () => {
  expect(toMessage('typed', [])).toBe('typed')
  expect(toMessage('Look:', ['one', 'two'])).toBe('Look:\n\none\n\ntwo')
  expect(toMessage(' \n', ['one'])).toBe('one')
})
