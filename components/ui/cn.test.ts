import { expect, test } from 'vitest'
import { cn } from './cn'

test('a size of ours and a colour live together', () => {
  expect(cn('text-reading', 'text-ink')).toBe('text-reading text-ink')
})

test('the later of two of a kind wins', () => {
  expect(cn('text-reading', 'text-sm')).toBe('text-sm')
  expect(cn('rounded-control', 'rounded-full')).toBe('rounded-full')
  expect(cn('rounded-full', 'rounded-card')).toBe('rounded-card')
  expect(cn('shadow-float', 'shadow-none')).toBe('shadow-none')
})
