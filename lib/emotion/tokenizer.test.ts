import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { normaliseText } from './normalise.ts'
import { createTokenizer } from './tokenizer.ts'

const read = (file: string) => readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8')
const tokenizer = createTokenizer(read('./model/vocabulary.txt').trimEnd().split('\n'))
/** Made by `ml/emotion/fixtures.py` with the tokenizer that trained the model. */
const fixtures = JSON.parse(read('./tokenizer.fixtures.json')) as {
  limit: number
  cases: { text: string; ids: number[] }[]
}

describe('the tokenizer', () => {
  it.each(fixtures.cases.map(({ text, ids }) => [JSON.stringify(text.slice(0, 60)), text, ids] as const))(
    'gives the ids of the training code for %s',
    (_, text, ids) => {
      expect(tokenizer.encode(normaliseText(text), fixtures.limit)).toEqual(ids)
    },
  )

  it('keeps to the limit and closes what it cuts', () => {
    const ids = tokenizer.encode('word '.repeat(500), 10)
    expect(ids).toHaveLength(10)
    expect(ids.at(0)).toBe(tokenizer.encode('', 10).at(0))
    expect(ids.at(-1)).toBe(tokenizer.encode('', 10).at(-1))
  })

  it('counts without the marks', () => {
    expect(tokenizer.count('')).toBe(0)
    expect(tokenizer.count('I am happy!')).toBe(4)
  })

  it('looks no further into a word than the longest piece there is, however long the word', () => {
    const lookUp = vi.spyOn(Map.prototype, 'get')
    const tokens = tokenizer.count('qzxvkj'.repeat(16))
    const lookups = lookUp.mock.calls.length
    lookUp.mockRestore()
    expect(tokens).toBeGreaterThan(50)
    expect(lookups).toBeLessThan(tokens * 20)
  })

  it('counts characters, not their halves, and finds none in a half of one', () => {
    const small = createTokenizer(['<s>', '</s>', '[UNK]', 'a', '##\u{1d49c}', '\u{1d49c}'])
    expect(small.encode('a\u{1d49c}\u{1d49c} \u{1d49d} a\ud835', 9)).toEqual([0, 3, 4, 4, 2, 2, 1])
    expect([small.count('\u{1d49c}'.repeat(100)), small.count('\u{1d49c}'.repeat(101))]).toEqual([100, 1])
  })

  it('refuses a vocabulary without its marks', () => {
    expect(() => createTokenizer(['hello'])).toThrow('<s>')
  })
})
