import { describe, expect, it } from 'vitest'
import { chooseMemories, type Known, simpleWords } from './choose'

const now = new Date('2026-11-28T12:00:00Z')
const memory = (text: string, rest: Partial<Known> = {}): Known => ({
  id: text,
  text,
  isPinned: false,
  expiresAt: null,
  updatedAt: now,
  words: simpleWords(text),
  vector: null,
  ...rest,
})
const texts = (chosen: Known[]) => chosen.map(({ text }) => text)
const unit = (...values: number[]) => Float32Array.from(values)

describe('choosing memories', () => {
  it('takes everything that has not run out, in the order it was learnt, while there is room', () => {
    const known = [memory('newer'), memory('gone', { expiresAt: now }), memory('older')]
    expect(texts(chooseMemories(known, { text: 'x', vector: null }, 100, now))).toEqual(['older', 'newer'])
  })

  it('takes what is closest by meaning when there is too little room, and what is pinned before', () => {
    const known = [
      memory('likes tea', { vector: unit(0, 1) }),
      memory('has a cat', { vector: unit(1, 0) }),
      memory('is called Ada', { isPinned: true }),
    ]
    const chosen = chooseMemories(known, { text: 'my pet', vector: unit(1, 0) }, 24, now)
    expect(texts(chosen)).toEqual(['is called Ada', 'has a cat'])
  })

  it('goes by words without vectors, and by time when no words are shared', () => {
    const old = new Date('2020-01-01')
    const known = [memory('likes tea'), memory('has a cat called Milo', { updatedAt: old })]
    expect(texts(chooseMemories(known, { text: 'what about Milo', vector: null }, 25, now))).toEqual([
      'has a cat called Milo',
    ])
    expect(texts(chooseMemories(known, { text: 'hello', vector: null }, 25, now))).toEqual(['likes tea'])
  })

  it('never compares vectors of different lengths', () => {
    const known = [
      memory('a'.repeat(20), { vector: unit(1, 0, 0) }),
      memory('b'.repeat(20), { vector: unit(0, 1) }),
    ]
    expect(chooseMemories(known, { text: '', vector: unit(0, 1) }, 20, now)[0]?.text).toBe('b'.repeat(20))
  })
})
