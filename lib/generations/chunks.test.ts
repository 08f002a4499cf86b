import { describe, expect, it } from 'vitest'
import { assembleParts, plainText, pushChunk, type ReplyChunk } from './chunks'

const collect = (...chunks: ReplyChunk[]) => {
  const list: ReplyChunk[] = []
  for (const chunk of chunks) pushChunk(list, chunk)
  return list
}

describe('pushChunk', () => {
  it('joins deltas of the same part and nothing else', () => {
    expect(
      collect(
        { type: 'text-start', id: 'a' },
        { type: 'text-delta', id: 'a', delta: 'Hel' },
        { type: 'text-delta', id: 'a', delta: 'lo' },
        { type: 'text-delta', id: 'b', delta: '!' },
        { type: 'reasoning-delta', id: 'b', delta: '?' },
      ),
    ).toEqual([
      { type: 'text-start', id: 'a' },
      { type: 'text-delta', id: 'a', delta: 'Hello' },
      { type: 'text-delta', id: 'b', delta: '!' },
      { type: 'reasoning-delta', id: 'b', delta: '?' },
    ])
  })
})

describe('assembleParts', () => {
  it('keeps the order of parts, the text of interleaved ones, and drops empty ones', () => {
    const parts = assembleParts([
      { type: 'start', messageId: 'm' },
      { type: 'reasoning-start', id: 'r' },
      { type: 'reasoning-delta', id: 'r', delta: 'think' },
      { type: 'text-start', id: 't' },
      { type: 'text-delta', id: 't', delta: 'say ' },
      { type: 'reasoning-delta', id: 'r', delta: 'ing' },
      { type: 'text-delta', id: 't', delta: 'it' },
      { type: 'text-start', id: 'empty' },
    ])
    expect(parts).toEqual([
      { type: 'reasoning', text: 'thinking' },
      { type: 'text', text: 'say it' },
    ])
    expect(plainText(parts)).toBe('say it')
  })
})
