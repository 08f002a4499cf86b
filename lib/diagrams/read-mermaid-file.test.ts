import { describe, expect, test } from 'vitest'
import { readMermaidFile } from './read-mermaid-file'

describe('files of the diagram library', () => {
  test('are the entry and what it imports', async () => {
    const entry = await readMermaidFile('mermaid.esm.min.mjs')
    const [, chunk = ''] = /from"\.\/(chunks\/mermaid\.esm\.min\/[^"]+)"/.exec(entry) ?? []
    expect((await readMermaidFile(chunk)).length).toBeGreaterThan(100)
  })

  test.each([
    '../package.json',
    'chunks/mermaid.esm.min/../../mermaid.js',
    'chunks/mermaid.esm.min/..%2f..%2fpackage.json',
    'mermaid.js',
    'chunks/mermaid.esm.min/absent.mjs',
    '',
  ])('are nothing else: %s', async (name) => {
    await expect(readMermaidFile(name)).rejects.toMatchObject({ code: 'not_found' })
  })
})
