import { Cpu } from 'lucide-react'
import { expect, test } from 'vitest'
import { type Choice, narrow } from './choice'

const choice = (id: string, group: string, label: string, words = ''): Choice => ({
  ...{ id, group, label, words, icon: Cpu, run: () => undefined },
})
const all = [
  choice('new', 'Commands', 'New chat', 'new'),
  choice('shorter', 'Commands', 'Shorter', 'shorter'),
  choice('weekly', 'Prompts', 'Weekly report', 'weekly-report'),
  choice('renew', 'Prompts', 'Renewal letter'),
  choice('cafe', 'Prompts', 'Café'),
]
const find = (query: string) => narrow(all, query).map(({ id }) => id)

test.each([
  ['', ['new', 'shorter', 'weekly', 'renew', 'cafe']],
  ['new', ['new', 'renew']],
  ['we', ['weekly']],
  ['weekly-rep', ['weekly']],
  ['weeklyrep', ['weekly']],
  ['cafe', ['cafe']],
  ['letter', ['renew']],
  ['zzz', []],
])('%j finds %j', (query, ids) => {
  expect(find(query)).toEqual(ids)
})

test('a group whose choice begins with the query comes first, and stays together', () => {
  expect(find('r')).toEqual(['renew', 'weekly', 'shorter'])
})

test('shows fifty at most', () => {
  const many = Array.from({ length: 3_000 }, (_, at) => choice(`${at}`, 'Prompts', `Prompt ${at}`))
  expect(narrow(many, 'prompt')).toHaveLength(50)
})
