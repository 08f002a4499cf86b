import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
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

  it('refuses a vocabulary without its marks', () => {
    expect(() => createTokenizer(['hello'])).toThrow('<s>')
  })
})
