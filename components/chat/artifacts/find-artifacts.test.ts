import { describe, expect, test } from 'vitest'
import type { ChatMessage } from '@/lib/chat/schema'
import { findFences } from './fences'
import { findArtifacts, findByCode, findVersions } from './find-artifacts'
import { nameArtifact } from './name-artifact'
import { isWorthOpening, kindOf } from './worth-opening'

let count = 0
const reply = (text: string, status: 'done' | 'running' = 'done'): ChatMessage => ({
  id: `m${++count}`,
  role: 'assistant',
  parts: [{ type: 'text', text }],
  metadata: { parentId: null, status, createdAt: '2026-01-01T00:00:00.000Z' },
})
const fence = (info: string, code: string) => `\`\`\`${info}\n${code}\n\`\`\``
const lines = (count: number, word = 'line') =>
  Array.from({ length: count }, (_, i) => `${word}(${i})`).join('\n')

describe('fences', () => {
  test.each([
    ['```js\na\n```', [{ info: 'js', code: 'a', complete: true }]],
    ['~~~\n```\n~~~\nx', [{ info: '', code: '```', complete: true }]],
    ['````md\n```js\na\n```\n````', [{ info: 'md', code: '```js\na\n```', complete: true }]],
    ['- item\n\n  ```js\n  a\n    b\n  ```', [{ info: 'js', code: 'a\n  b', complete: true }]],
    ['> ```js\n> a\n> ```', [{ info: 'js', code: 'a', complete: true }]],
    ['> ```md\n> > a\n> ```', [{ info: 'md', code: '> a', complete: true }]],
    ['```jsx\n<a\n>\n  >>> x\n```', [{ info: 'jsx', code: '<a\n>\n  >>> x', complete: true }]],
    ['```py\nx = 1\ny', [{ info: 'py', code: 'x = 1\ny', complete: false }]],
    ['a ``` b\n``` `x` ```', []],
  ])('%s', (text, expected) => {
    expect(findFences(text)).toEqual(expected)
  })
})

describe('what is worth a panel', () => {
  test('is a document, and code that is long', () => {
    expect(isWorthOpening('html', '<p>')).toBe(true)
    expect(isWorthOpening('python', lines(14))).toBe(false)
    expect(isWorthOpening('python', lines(15))).toBe(true)
    expect(isWorthOpening('constructor', 'x')).toBe(false)
    expect(kindOf('xml', '<?xml version="1.0"?>\n<svg width="1"/>')).toBe('svg')
  })
})

describe('names', () => {
  test.each([
    ['ts title="src/app.ts"', 'x', 'src/app.ts', 'app.ts'],
    ['ts:src/app.ts', 'x', 'src/app.ts', 'app.ts'],
    ['python main.py', 'x', 'main.py', 'main.py'],
    ['python', '# tools/run.py\nx', 'tools/run.py', 'run.py'],
    ['html', '<title>My / clock: "tower"</title>', 'My / clock: "tower"', 'my-clock-tower.html'],
    ['markdown', 'Intro\n\n# Über uns', 'Über uns', 'u-ber-uns.md'],
    ['mermaid', 'graph TD', 'Diagram', 'diagram.mmd'],
    ['python', 'print(1)', 'Code (python)', 'code.py'],
    ['', 'print(1)', 'Code', 'code.txt'],
    ['sh title="../../.bashrc.sh"', 'x', '../../.bashrc.sh', 'bashrc.sh'],
  ])('%s %s', (info, code, title, download) => {
    expect(nameArtifact(info, code)).toMatchObject({ title, download })
  })
})

describe('versions', () => {
  const versionsOf = (...messages: ChatMessage[]) => {
    const artifacts = findArtifacts(messages)
    const last = artifacts.at(-1)
    if (!last) throw new Error('no artifact')
    return findVersions(artifacts, last)?.versions.map(({ messageId }) => messageId)
  }

  test('are code that stays in part, code of the same file, pages of the same title', () => {
    const [a, b] = [reply(fence('js', lines(20))), reply(fence('js', `${lines(12)}\n${lines(8, 'other')}`))]
    expect(versionsOf(a, b)).toEqual([a.id, b.id])
    const [c, d] = [reply(fence('js:a.js', lines(20))), reply(fence('js:a.js', lines(20, 'new')))]
    expect(versionsOf(c, d)).toEqual([c.id, d.id])
    const page = (body: string) => reply(fence('html', `<title>A clock</title>${body}`))
    const [e, f] = [page('1'), page('2')]
    expect(versionsOf(e, f)).toEqual([e.id, f.id])
  })

  test('are not other code, other files, or two blocks of one reply', () => {
    const other = reply(fence('js', lines(20, 'other')))
    expect(versionsOf(reply(fence('js', lines(20))), other)).toEqual([other.id])
    const file = reply(fence('js:b.js', lines(20)))
    expect(versionsOf(reply(fence('js:a.js', lines(20))), file)).toEqual([file.id])
    const both = reply(`${fence('js', lines(20))}\n${fence('js', lines(20))}`)
    expect(versionsOf(both)).toEqual([both.id])
  })

  test('a block is found by what it had when its button was pressed', () => {
    const grown = reply(`\`\`\`js\n${lines(30)}`, 'running')
    const artifacts = findArtifacts([reply(fence('js', lines(16, 'x'))), grown])
    expect(findByCode(artifacts, lines(20))).toMatchObject({ messageId: grown.id, complete: false })
    expect(findByCode(artifacts, 'absent')).toBeNull()
  })

  test('what a stopped reply leaves open is as complete as it gets', () => {
    expect(findArtifacts([reply('```html\n<p>')])).toMatchObject([{ complete: true }])
  })
})
