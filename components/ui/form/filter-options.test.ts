import { expect, test } from 'vitest'
import { filterOptions } from './filter-options'

const options = [
  { value: 'America/Sao_Paulo', label: 'America/Sao Paulo · GMT-3' },
  { value: 'Europe/Berlin', label: 'Europe/Berlin · GMT+1' },
  { value: 'pt-BR', label: 'Português (Brasil)' },
  { value: 'de', label: 'Deutsch' },
]
const find = (query: string) => filterOptions(options, query).map((option) => option.value)

test('shows everything before anything is typed', () => {
  expect(find('  ')).toHaveLength(4)
})

test.each([
  ['sao paulo', ['America/Sao_Paulo']],
  ['SÃO_PAULO', ['America/Sao_Paulo']],
  ['portugues', ['pt-BR']],
  ['paulo america', ['America/Sao_Paulo']],
  ['gmt+1', ['Europe/Berlin']],
  ['pt-br', ['pt-BR']],
  ['nowhere', []],
])('finds by %j', (query, values) => {
  expect(find(query)).toEqual(values)
})

test('what begins with the query comes first', () => {
  expect(find('de')).toEqual(['de'])
  expect(find('e').at(0)).toBe('Europe/Berlin')
})
