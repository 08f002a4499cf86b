import { readFileSync } from 'node:fs'
import { EJSON } from 'bson'
import { describe, expect, test } from 'vitest'
import { compileExpression, envOf } from './expression/compile.ts'
import { compileFilter, runPipeline } from './index.ts'
import { scopeOf } from './options.ts'
import { codeOf, date, int } from './test-values.ts'
import type { Document } from './values/types.ts'

const TEXT = readFileSync(new URL('./DIFFERENCES.md', import.meta.url), 'utf8')

const NOW = date('2024-05-06T07:08:09Z')
const SOURCE = [{ _id: int(1), a: int(1), d: int(1) }]

/** How each kind of example in the table is run. */
const RUN: Record<string, (example: Document) => unknown> = {
  filter: (filter) => SOURCE.map(compileFilter(filter)),
  expression: (expression) => compileExpression(expression, scopeOf({ now: NOW }))(envOf({})),
  stage: (stage) => [
    ...runPipeline([stage], stage['$densify'] ? [] : SOURCE, {
      collection: () => [],
      now: NOW,
      write: () => undefined,
    }),
  ],
  collation: (collation) => compileFilter({ a: 'x' }, { collation }),
}

const ROW = /^\|[^|]*\|\s*(\w+)\s*\|\s*`(.+)`\s*\|$/

const rows = TEXT.split('\n').flatMap((line): [string, string][] => {
  const match = ROW.exec(line)
  return match ? [[match[1] as string, (match[2] as string).replaceAll('\\|', '|')]] : []
})

describe('what DIFFERENCES.md says is refused', () => {
  test('is a table', () => {
    expect(rows.length).toBeGreaterThan(60)
  })

  test.each(rows)('%s %s', (kind, example) => {
    const run = RUN[kind]
    expect(run).toBeDefined()
    expect(codeOf(() => run?.(EJSON.parse(example, { relaxed: false }) as Document))).toBe(
      'CommandNotSupported',
    )
  })
})
