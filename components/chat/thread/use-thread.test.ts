import { describe, expect, test } from 'vitest'
import { said } from '../session/fake-services.testing'
import { toRows } from './use-thread'

const question = said('q', 'user', 'A question')
const answer = said('a', 'assistant', 'An answer')
const growing = said('b', 'assistant', 'Gro', { status: 'running' })
const shown = (...args: Parameters<typeof toRows>) =>
  toRows(...args).map(({ id, message }) => {
    const [part] = message?.parts ?? []
    return [id, part?.type === 'text' ? part.text : null]
  })

describe('the rows of a thread', () => {
  test('are its messages', () => {
    expect(shown([question, answer], null, false)).toEqual([
      ['q', 'A question'],
      ['a', 'An answer'],
    ])
    expect(shown([], null, false)).toEqual([])
  })

  test('end with a place for the reply until it begins', () => {
    expect(shown([question], null, true).at(-1)).toEqual(['thinking', null])
    expect(shown([question, answer], null, true).at(-1)).toEqual(['thinking', null])
    expect(shown([question, growing], null, true).at(-1)).toEqual(['b', 'Gro'])
    expect(shown([], null, true)).toEqual([['thinking', null]])
  })

  test('show a reply that is continued as it was until the new one has caught up', () => {
    const held = said('b', 'assistant', 'Growing')
    expect(shown([question], held, true)).toEqual([
      ['q', 'A question'],
      ['b', 'Growing'],
    ])
    expect(shown([question, growing], held, true).at(-1)).toEqual(['b', 'Growing'])
    const further = said('b', 'assistant', 'Growing on', { status: 'running' })
    expect(shown([question, further], held, true).at(-1)).toEqual(['b', 'Growing on'])
  })

  test('carry the messages themselves, so that nothing is drawn again for them', () => {
    expect(toRows([question, growing], null, true)[0]?.message).toBe(question)
  })
})
