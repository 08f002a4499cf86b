import { expect, test, vi } from 'vitest'
import { stepOf } from './step-of'

// Tests run without a page.
vi.stubGlobal('Element', class {})

const press = (key: string, more: Partial<Parameters<typeof stepOf>[0]> = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  target: null,
  ...more,
})

test('letters and pages go from message to message, and Alt with arrows from anywhere', () => {
  expect(stepOf(press('k'), false)).toBe(-1)
  expect(stepOf(press('j'), true)).toBe(1)
  expect(stepOf(press('PageDown'), true)).toBe(1)
  expect(stepOf(press('PageDown'), false)).toBe(0)
  expect(stepOf(press('ArrowUp', { altKey: true }), false)).toBe(-1)
  expect(stepOf(press('ArrowUp'), true)).toBe(0)
})

test('with Ctrl, Cmd or Shift a key is for something else', () => {
  for (const held of ['ctrlKey', 'metaKey', 'shiftKey'])
    expect(stepOf(press('j', { [held]: true }), true)).toBe(0)
  expect(stepOf(press('j', { altKey: true }), true)).toBe(0)
})
