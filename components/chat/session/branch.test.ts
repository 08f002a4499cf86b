import { describe, expect, test } from 'vitest'
import { questionOf, withoutMessage } from './branch'
import { said } from './fake-services.testing'

const Q1 = said('q1', 'user', 'one')
const A1 = said('a1', 'assistant', 'answer', { parentId: 'q1', siblingIds: ['a0', 'a1'] })
const Q2 = said('q2', 'user', 'two', { parentId: 'a1' })
const A2 = said('a2', 'assistant', 'answer', { parentId: 'q2' })

describe('withoutMessage', () => {
  test('puts what follows in its place, among its versions', () => {
    const [first, second, third] = withoutMessage([Q1, A1, Q2, A2], 'a1')
    expect(first).toBe(Q1)
    expect(second).toMatchObject({ id: 'q2', metadata: { parentId: 'q1', siblingIds: ['a0', 'q2'] } })
    expect(third).toBe(A2)
  })

  test('takes the versions of what follows along', () => {
    const other = said('q2', 'user', 'two', { parentId: 'a1', siblingIds: ['q2', 'q3'] })
    expect(withoutMessage([Q1, A1, other], 'a1')[1]?.metadata?.siblingIds).toEqual(['a0', 'q2', 'q3'])
  })

  test('at either end, and of what is not there', () => {
    expect(withoutMessage([Q1, A1], 'a1')).toEqual([Q1])
    expect(withoutMessage([Q1], 'q1')).toEqual([])
    expect(withoutMessage([Q1, A2], 'q1')[0]?.metadata).toMatchObject({ parentId: null })
    expect(withoutMessage([Q1, A1], 'gone')).toEqual([Q1, A1])
  })
})

test('a reply whose question was deleted answers nothing', () => {
  const [, reply] = withoutMessage([A1, Q2, A2], 'q2')
  expect(reply && questionOf([A1, reply], reply)).toBe(null)
  expect(questionOf([Q2, A2], A2)).toBe('q2')
  expect(questionOf([A2], A2)).toBe('q2')
})
