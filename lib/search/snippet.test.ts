import { describe, expect, it, vi } from 'vitest'
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

  it('takes a close look at each sign once, however often it stands there', () => {
    const normalize = vi.spyOn(String.prototype, 'normalize')
    snippetOf('Là où l’été est né, ç’a été très tôt. '.repeat(10_000), ['absent'])
    expect(normalize.mock.calls.length).toBeLessThan(100)
    normalize.mockRestore()
  })
})

describe('of a long text', () => {
  /** As it is defined: letter by letter, over the whole text. */
  function foldAll(text: string): string {
    let folded = ''
    for (const char of text) {
      const plain = char.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
      folded += plain.length === char.length ? plain : char
    }
    return folded
  }

  let seed = 7
  const random = (n: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % n
  }
  const SIGNS = [...'abc ABCéÉöße\u0301n\u0303İıΣςがガ한京😀🎉👩‍👩‍👧𐐀𐐨\n*', 'e\u0301', '  ', '\ufb01']
  const make = (count: number) => Array.from({ length: count }, () => SIGNS[random(SIGNS.length)]).join('')

  it('the place is the same as if all of it had been looked at, also where slices meet', () => {
    for (let i = 0; i < 400; i++) {
      const filler = make(500)
      const wanted = `${make(3)}q${make(random(12))}`
      const at = 4_070 + random(40)
      const text = `${filler.repeat(20).slice(0, at)}${wanted}${make(i % 2 ? 5_000 : 30)}`.toWellFormed()
      const needles = [i % 3 ? 'zz' : make(4), wanted.toLowerCase(), make(2)].filter((each) => each.trim())
      const folded = foldAll(text)
      const place = needles.map((each) => folded.indexOf(foldAll(each))).find((each) => each !== -1) ?? 0
      const from = place > 60 ? place - 60 : 0
      expect(snippetOf(text, needles)).toEqual(snippetOf(text.slice(from, from + 1_000), needles))
    }
  })
})
