import { describe, expect, it } from 'vitest'
import { BrokenFile, type JsonPiece, splitJson } from './split-json'

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function split(text: string, size = 7, bytes = 1_000, values = 1_000): Promise<JsonPiece[]> {
  return Array.fromAsync(splitJson(inPieces(text, size), { bytes, values }))
}

const elements = (pieces: JsonPiece[]) =>
  pieces.flatMap((piece) => (piece.kind === 'element' ? [piece.value] : []))

const VALUES = [
  { a: 'x]},"\\', b: [1, [2, { c: null }]], ключ: '日本 🎉 \u2028' },
  [],
  {},
  'a "quoted" \\ string',
  12.5e3,
  true,
  null,
  { deep: [[[[[{}]]]]], text: '\\\\"', end: '\\' },
]

describe('elements', () => {
  it.each([1, 2, 3, 5, 64, 4_096])('are the same however the file is cut (%i bytes)', async (size) => {
    for (const indent of [0, 2]) {
      expect(elements(await split(JSON.stringify(VALUES, null, indent), size))).toEqual(VALUES)
      const file = { format: 'x', version: 1, list: [1, 2], conversations: VALUES, after: { b: 2 } }
      const pieces = await split(JSON.stringify(file, null, indent), size)
      expect(elements(pieces)).toEqual(VALUES)
      expect(pieces.filter(({ kind }) => kind === 'head')).toEqual([
        { kind: 'head', key: 'format', value: 'x' },
        { kind: 'head', key: 'version', value: 1 },
        { kind: 'head', key: 'list', value: [1, 2] },
        { kind: 'head', key: 'after', value: { b: 2 } },
      ])
    }
  })

  it('may be none, may follow a byte order mark, and may be followed by space', async () => {
    expect(await split('[]')).toEqual([])
    expect(await split('{}')).toEqual([])
    expect(await split('\ufeff [ ] \n')).toEqual([])
    expect(await split('{"conversations": [] }')).toEqual([])
  })

  it('that are too large are left out, and the others stay', async () => {
    const text = JSON.stringify([{ a: 1 }, { big: 'x'.repeat(5_000), nested: ['"]}', {}] }, { b: 2 }])
    expect(await split(text, 100)).toEqual([
      { kind: 'element', value: { a: 1 } },
      { kind: 'tooLarge' },
      { kind: 'element', value: { b: 2 } },
    ])
  })

  it('that hold too many values are left out, whatever they are, and signs in texts are none', async () => {
    const kept = { text: ',[{'.repeat(100), five: [1, 2, { a: 3 }] }
    const values = [kept, [1, 2, 3, 4, 5, 6, 7, 8], [{}, [], [], {}], [[[[[[[]]]]]]], kept]
    expect((await split(JSON.stringify(values), 7, 1_000, 6)).map(({ kind }) => kind)).toEqual([
      'element',
      'tooLarge',
      'tooLarge',
      'tooLarge',
      'element',
    ])
  })
})

describe('a broken file', () => {
  it.each([
    '',
    '   ',
    'hello',
    '"text"',
    '12',
    '[',
    '[{"a":1}',
    '[{"a":1},',
    '[{"a":1},]',
    '[,]',
    '[{"a":1} {"b":2}]',
    '[{"a":1}]]',
    '[{"a":1}] x',
    '[{a:1}]',
    '[{"a":}]',
    '[nul]',
    '["a\nb"]',
    '{"a":1,}',
    '{"a"}',
    '{,}',
    '{"conversations":[1,2}',
    '{"conversations":[1]',
    '{"conversations":]}',
    '[1}',
    '{"a":[}]}',
    '<html></html>',
  ])('is refused: %s', async (text) => {
    for (const size of [1, 4, 100]) await expect(split(text, size)).rejects.toThrow(BrokenFile)
  })

  it('says what it is: empty, no export, cut, or damaged', async () => {
    await expect(split(' \n')).rejects.toThrow('empty')
    await expect(split('"hi"')).rejects.toThrow('does not look like an export')
    await expect(split('[1,')).rejects.toThrow('ends in the middle')
    await expect(split('{,}')).rejects.toThrow('not valid JSON')
  })

  it('of nothing but brackets costs no stack', async () => {
    await expect(split('['.repeat(200_000), 4_096, 1_000_000)).rejects.toThrow(BrokenFile)
    expect(await split(`[${'['.repeat(50_000)}${']'.repeat(50_000)}]`, 4_096, 1_000)).toEqual([
      { kind: 'tooLarge' },
    ])
  })
})

it('agrees with JSON.parse about random values', async () => {
  let seed = 42
  const random = (n: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % n
  }
  const make = (depth: number): unknown => {
    const kind = random(depth > 3 ? 4 : 6)
    if (kind === 0) return random(1_000) - 500
    if (kind === 1) return ['"', '\\', ']', '}', ',', 'é🎉', ' '].slice(0, random(8)).join('')
    if (kind === 2) return random(2) === 0
    if (kind === 3) return null
    const values = Array.from({ length: random(4) }, () => make(depth + 1))
    return kind === 4 ? values : Object.fromEntries(values.map((value, i) => [`k${i}"`, value]))
  }
  for (let i = 0; i < 300; i++) {
    const list = Array.from({ length: random(5) }, () => make(0))
    expect(elements(await split(JSON.stringify(list), 1 + random(20), 100_000))).toEqual(list)
  }
})
