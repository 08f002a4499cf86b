import { describe, expect, it } from 'vitest'
import { mark, snippetOf } from './snippet'

const marked = (segments: { text: string; isMatch: boolean }[]) =>
  segments.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('')

describe('a snippet', () => {
  it.each([
    ['Trips to Kyoto', ['trip', 'kyoto'], '[Trips] to [Kyoto]'],
    ['Ein Café in Köln', ['cafe', 'koln'], 'Ein [Café] in [Köln]'],
    ['stripes and strips', ['trip'], 'stripes and strips'],
    ['say "first class" now', ['first class'], 'say "[first class]" now'],
    ['😀 kyoto 😀', ['kyoto'], '😀 [kyoto] 😀'],
    ['İstanbul kyoto', ['kyoto'], 'İstanbul [kyoto]'],
  ])('%j marks its words', (text, needles, expected) => {
    expect(marked(mark(text, needles))).toBe(expected)
  })

  it('is the place of the words, on one line, without marks', () => {
    const text = `${'before '.repeat(100)}\n\n# **Kyoto** is \`far\`\n${'after '.repeat(100)}`
    const snippet = marked(snippetOf(text, ['kyoto']))
    expect(snippet).toMatch(/^…(before )+\[Kyoto\] is far (after )+.*…$/)
    expect(snippet.length).toBeLessThan(200)
  })

  it('is the beginning when the words are not found as they stand', () => {
    expect(marked(snippetOf('Short text', ['absent']))).toBe('Short text')
  })

  it('does not cut an emoji in half', () => {
    const snippet = marked(snippetOf('😀'.repeat(400), ['x']))
    expect(snippet).toMatch(/^(😀)+…$/u)
  })

  it('stands a message of the greatest length', () => {
    const text = `${'á'.repeat(399_990)} kyoto`
    expect(marked(snippetOf(text, ['kyoto']))).toContain('[kyoto]')
  })
})
