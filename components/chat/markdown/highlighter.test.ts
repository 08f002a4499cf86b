import { describe, expect, test } from 'vitest'
import { createCodeColourer, type TokenLine } from './highlighter'
import { type Language, toLanguage } from './languages'

const textOf = (lines: readonly TokenLine[]) =>
  lines.map((line) => line.map(({ text }) => text).join('')).join('\n')

async function colourAll(language: Language, code: string) {
  const colourer = await createCodeColourer(language)
  let result = colourer.colour(code)
  while (result.more) result = colourer.colour(code)
  return result.lines
}

const PYTHON = `def greet(name):
    """Says hello
    over two lines."""
    return f"Hello {name}"  # a comment
`

describe('colouring', () => {
  test('finds keywords, strings and comments', async () => {
    const tokens = (await colourAll('python', PYTHON)).flat()
    const kindOf = (text: string) => tokens.find((token) => token.text.includes(text))?.kind
    expect(kindOf('def')).toBe('keyword')
    expect(kindOf('over two lines')).toBe('comment')
    expect(kindOf('Hello ')).toMatch(/string/)
    expect(kindOf('a comment')).toBe('comment')
  })

  test('changes no character', async () => {
    expect(textOf(await colourAll('python', PYTHON))).toBe(PYTHON)
    const long = Array.from({ length: 1000 }, (_, i) => `const line${i} = ${i} // 世界 👋🏽\t`).join('\n')
    expect(textOf(await colourAll('typescript', long))).toBe(long)
  })

  test('leaves a very long line plain, and goes on after it', async () => {
    const lines = await colourAll('python', `x = "${'a'.repeat(6_000)}"\ndef f(): pass\n`)
    expect(lines[0]).toEqual([{ text: `x = "${'a'.repeat(6_000)}"`, kind: null }])
    expect(lines[1]?.[0]).toEqual({ text: 'def', kind: 'keyword' })
  })

  test('character by character gives what the whole gives', async () => {
    const colourer = await createCodeColourer('python')
    for (let end = 1; end < PYTHON.length; end++) {
      const { lines } = colourer.colour(PYTHON.slice(0, end))
      expect(textOf(lines)).toBe(PYTHON.slice(0, end))
    }
    expect(colourer.colour(PYTHON).lines).toEqual(await colourAll('python', PYTHON))
  })

  test('begins again when the code is another', async () => {
    const colourer = await createCodeColourer('python')
    colourer.colour(PYTHON)
    expect(textOf(colourer.colour('x = 1\ny').lines)).toBe('x = 1\ny')
  })

  test('keeps lines that are done as they are, so that they are not drawn again', async () => {
    const colourer = await createCodeColourer('python')
    const [before] = colourer.colour('a = 1\nb').lines
    expect(colourer.colour('a = 1\nb = 2').lines[0]).toBe(before)
  })
})

test.each([
  ['ts', 'typescript'],
  ['C++', 'cpp'],
  ['Python', 'python'],
  ['sh', 'bash'],
  ['brainfuck', null],
  ['constructor', null],
  ['', null],
])('%s is %s', (info, language) => {
  expect(toLanguage(info)).toBe(language)
})
