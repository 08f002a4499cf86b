import { describe, expect, it } from 'vitest'
import { blankForeignParts, blankMiddle, findWords, splitIntoUnits } from './spans.ts'

const countWords = (text: string) => text.split(/\s+/).filter(Boolean).length

describe('blankForeignParts', () => {
  it('leaves out quotes, code and links and keeps every place', () => {
    const text =
      'He said "I hate you all".\n> old angry line\nI am fine `rage()` https://angry.example/x\n```\nkill -9\n```\nBye'
    const own = blankForeignParts(text)
    expect(own).toHaveLength(text.length)
    expect(own.match(/\S+/g)).toEqual(['He', 'said', '.', 'I', 'am', 'fine', 'Bye'])
    expect(own.indexOf('Bye')).toBe(text.indexOf('Bye'))
  })

  it('leaves out code that is never closed', () => {
    expect(blankForeignParts('sad ```\nrm -rf').trim()).toBe('sad')
  })

  it('keeps a lone quotation mark and apostrophes', () => {
    const text = `it's 5" long and I don't like it`
    expect(blankForeignParts(text)).toBe(text)
  })
})

describe('blankMiddle', () => {
  it('keeps both ends in place', () => {
    expect(blankMiddle('abcdefghij', 4)).toBe('ab      ij')
    expect(blankMiddle('abc', 4)).toBe('abc')
  })
})

describe('findWords', () => {
  it('finds words with their marks and emoji', () => {
    const text = "I don't like naïve 😡 stuff-ups!"
    expect(findWords(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'I',
      "don't",
      'like',
      'naïve',
      '😡',
      'stuff-ups',
    ])
  })
})

describe('splitIntoUnits', () => {
  it('keeps a short text whole', () => {
    expect(splitIntoUnits('One. Two.', 10, countWords)).toEqual([{ start: 0, end: 9 }])
  })

  it('cuts between sentences and joins short ones', () => {
    const text = 'One two three. Four five. Six seven eight nine. Ten.'
    const units = splitIntoUnits(text, 5, countWords).map(({ start, end }) => text.slice(start, end).trim())
    expect(units).toEqual(['One two three. Four five.', 'Six seven eight nine. Ten.'])
  })

  it('cuts a sentence without an end between words', () => {
    const text = 'word '.repeat(23)
    const units = splitIntoUnits(text, 10, countWords)
    expect(units.map(({ start, end }) => countWords(text.slice(start, end)))).toEqual([10, 10, 3])
  })

  it('has no unit for blank text', () => {
    expect(splitIntoUnits(' \n ', 10, countWords)).toEqual([])
  })
})
