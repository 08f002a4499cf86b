import { expect, test } from 'vitest'
import { triggerAt } from './trigger'

const at = (text: string) => triggerAt(text, text.length)

test.each([
  ['/', { kind: 'command', query: '', from: 0, to: 1 }],
  ['/wee', { kind: 'command', query: 'wee', from: 0, to: 4 }],
  ['/model ', { kind: 'model', query: '', from: 0, to: 7 }],
  ['/model gpt 4', { kind: 'model', query: 'gpt 4', from: 0, to: 12 }],
  ['@', { kind: 'assistant', query: '', from: 0, to: 1 }],
  ['Ask @ad', { kind: 'assistant', query: 'ad', from: 4, to: 7 }],
  ['Line\n@ada', { kind: 'assistant', query: 'ada', from: 5, to: 9 }],
])('%j opens a list', (text, trigger) => {
  expect(at(text)).toEqual({ ...trigger, text: text.slice(trigger.from, trigger.to) })
})

test.each(['', 'a/b', ' /new', '/usr/bin', '/new chat', 'me@example', '/ ', '@ada ', `/${'a'.repeat(80)}`])(
  '%j opens none',
  (text) => {
    expect(at(text)).toBeNull()
  },
)

test('what stands after the caret stays', () => {
  expect(triggerAt('/we the rest', 3)).toMatchObject({ query: 'we', from: 0, to: 3, text: '/we' })
  expect(triggerAt('/we the rest', 0)).toBeNull()
})

test('costs nothing in a long text', () => {
  const text = 'word '.repeat(400_000)
  for (let i = 0; i < 100_000; i++) expect(triggerAt(text, text.length)).toBeNull()
})
