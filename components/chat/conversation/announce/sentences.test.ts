import { describe, expect, test } from 'vitest'
import { completeSentences, plainWords } from './sentences'

describe('what is read of a growing text', () => {
  const heard = (text: string, from = 0) => text.slice(from, completeSentences(text, from))

  test('is whole sentences', () => {
    expect(heard('Hello there. How are')).toBe('Hello there.')
    expect(heard('Hello there')).toBe('')
    expect(heard('It costs 3.50 so')).toBe('')
    expect(heard('*Really?* Yes')).toBe('*Really?')
  })

  test('goes on where it ended', () => {
    const text = 'One. Two. Thr'
    expect(heard(text, 4)).toBe(' Two.')
    expect(heard('One. Two. Thr', 9)).toBe('')
  })

  test('ends at a line, as in a list', () => {
    expect(heard('- milk\n- bre')).toBe('- milk\n')
  })

  test('waits for the end of a block of code', () => {
    const open = 'Look. \n```js\nconst a = 1.\n'
    expect(heard(open)).not.toContain('const')
    expect(heard(`${open}\`\`\`\n`)).toContain('const')
  })
})

test.each([
  ['# A *big* title', 'A big title'],
  ['- see [the docs](https://example.org)', 'see the docs'],
  ['Run `npm test`:\n```sh\nnpm test\n```\nDone', 'Run npm test : Code. Done'],
  ['| a | b |\n| --- | :-: |\n| 1 | 2 |', 'a b 1 2'],
])('%j is read as %j', (markdown, words) => {
  expect(plainWords(markdown)).toBe(words)
})
