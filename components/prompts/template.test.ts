import { expect, test } from 'vitest'
import { fillIn, findVariables } from './template'

test('finds each variable once, with its kind and its default', () => {
  const text =
    'Dear {{ name }}, week {{week:number=12}} was {{tone:choice= good | so-so |bad}}. {{Über uns:long}} {{name=Ada}} {{day : date}}'
  expect(findVariables(text)).toEqual([
    { name: 'name', kind: 'text', initial: 'Ada', options: [] },
    { name: 'week', kind: 'number', initial: '12', options: [] },
    { name: 'tone', kind: 'choice', initial: 'good', options: ['good', 'so-so', 'bad'] },
    { name: 'Über uns', kind: 'long', initial: '', options: [] },
    { name: 'day', kind: 'date', initial: '', options: [] },
  ])
})

test.each([
  '{name}',
  '{{}}',
  '{{ }}',
  '{{a:colour}}',
  '{{=x}}',
  '{{a{b}}',
  '{{#each list}}',
  `{{${'a'.repeat(41)}}}`,
])('%s is text', (text) => {
  expect(findVariables(text)).toEqual([])
  expect(fillIn(text, { name: 'x', a: 'x' })).toBe(text)
})

test('fills in every mention, and takes values as they are', () => {
  expect(fillIn('{{a}} and {{a=1}} and {{b:number=2}}.', { a: '$& {{b}}', b: '' })).toBe(
    '$& {{b}} and $& {{b}} and .',
  )
  expect(fillIn('{{constructor}}', {})).toBe('')
})

test.each(['{{'.repeat(1_000_000), `{{${'a '.repeat(1_000_000)}`])('walks hostile text once', (hostile) => {
  expect(findVariables(hostile)).toEqual([])
})
