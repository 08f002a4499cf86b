import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { fromRoot } from '../lib/paths.ts'

const named = z.object({ name: z.string() })
const report = z.object({
  summary: z.object({
    violations: z.array(z.object({ rule: named })),
    ruleSetUsed: z.object({ forbidden: z.array(named) }),
  }),
})

const value = 'export const value = 1\n'
const uses = (...modules: string[]) =>
  modules.map((module, i) => `import { value as v${i} } from '${module}'\n`).join('') +
  modules.map((_, i) => `export const w${i} = v${i}\n`).join('')

/** A small product that keeps every rule. */
const SOUND: Record<string, string> = {
  'app/page.ts': uses('@/components/list', '@/lib/tasks/server', '@/lib/http/route'),
  'components/list.ts':
    uses('@/lib/tasks/limits', '@/lib/tasks/actions', '@/lib/core/ids') +
    "import type { Task } from '@/lib/tasks/schema'\nexport type Row = Task\n",
  'lib/core/ids.ts': value,
  'lib/env.ts': value,
  'lib/platform/db.ts': uses('@/lib/env', '@/lib/core/ids', 'mongodb') + value,
  'lib/http/action.ts': value,
  'lib/http/route.ts': value,
  'lib/tasks/limits.ts': value,
  'lib/tasks/schema.ts': `${uses('./limits')}${value}export type Task = number\n`,
  'lib/tasks/data.ts': uses('@/lib/platform/db', './schema') + value,
  'lib/tasks/create-task.ts': uses('./data', '@/lib/users/server') + value,
  'lib/tasks/actions.ts': uses('./create-task', '@/lib/http/action') + value,
  'lib/tasks/server.ts': uses('./create-task') + value,
  'lib/users/data.ts': uses('@/lib/platform/db') + value,
  'lib/users/server.ts': uses('./data') + value,
  'services/mail/main.ts': uses('./parse') + value,
  'services/mail/parse.ts': value,
  'node_modules/mongodb/index.js': value,
  'node_modules/mongodb/package.json':
    '{"name":"mongodb","version":"1.0.0","type":"module","main":"index.js"}',
  'node_modules/probe/index.js': value,
  'node_modules/probe/package.json': '{"name":"probe","version":"1.0.0","type":"module","main":"index.js"}',
  'package.json':
    '{"name":"x","type":"module","dependencies":{"mongodb":"1.0.0"},"devDependencies":{"probe":"1.0.0"}}',
  'tsconfig.json':
    '{"compilerOptions":{"module":"esnext","moduleResolution":"bundler","paths":{"@/*":["./*"]}}}',
}

/** For each rule one file that breaks it, added to the sound product or replacing a part of it. */
const BREAKS: Record<string, [file: string, content: string]> = {
  'no-cycles': ['lib/users/data.ts', uses('@/lib/platform/db', './server') + value],
  'no-orphans': ['lib/users/forgotten.ts', value],
  'no-unresolvable': ['lib/users/data.ts', uses('./nowhere') + value],
  'no-tests-outside-tests': ['lib/users/data.test.ts', value],
  'no-dev-packages-in-product': ['lib/users/data.ts', uses('probe') + value],
  'product-stands-alone': ['lib/users/data.ts', uses('@/services/mail/parse') + value],
  'service-stands-alone': ['services/mail/parse.ts', uses('../../lib/core/ids') + value],
  'lib-below-app': ['lib/users/data.ts', uses('@/components/list') + value],
  'components-below-app': ['components/list.ts', uses('@/app/page') + value],
  'components-touch-the-wire-only': ['components/list.ts', uses('@/lib/tasks/server') + value],
  'no-schemas-in-the-browser': ['components/list.ts', uses('@/lib/tasks/schema') + value],
  'app-uses-the-doors-of-a-domain': ['app/page.ts', uses('@/lib/tasks/create-task') + value],
  'domains-meet-at-server': ['lib/tasks/create-task.ts', uses('@/lib/users/data') + value],
  'core-is-pure': ['lib/core/ids.ts', uses('@/lib/env') + value],
  'platform-above-core': ['lib/platform/db.ts', uses('@/lib/http/action') + value],
  'env-is-the-bottom': ['lib/env.ts', uses('@/lib/core/ids') + value],
  'wire-types-are-pure': ['lib/tasks/schema.ts', uses('@/lib/env') + value],
  'data-alone-touches-the-database': ['lib/tasks/create-task.ts', uses('@/lib/platform/db') + value],
  'data-is-the-end-of-a-domain': ['lib/tasks/data.ts', uses('@/lib/users/server') + value],
  'use-cases-know-no-edge': ['lib/tasks/create-task.ts', uses('@/lib/http/route') + value],
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'numina-rules-'))
  for (const [file, content] of Object.entries(SOUND)) write(file, content)
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(file: string, content: string): void {
  mkdirSync(path.join(folder, path.dirname(file)), { recursive: true })
  writeFileSync(path.join(folder, file), content)
}

/** What dependency-cruiser says of the product in `folder`. */
function cruise() {
  const cli = fromRoot('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [cli, '--config', fromRoot('.dependency-cruiser.mjs'), '--output-type', 'json', '.']
  return report.parse(JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })))
    .summary
}

const brokenRules = () => cruise().violations.map(({ rule }) => rule.name)

test('a product that keeps the rules passes', () => {
  expect(brokenRules()).toEqual([])
})

test('every rule has an example that breaks it', () => {
  expect(Object.keys(BREAKS).sort()).toEqual(
    cruise()
      .ruleSetUsed.forbidden.map(({ name }) => name)
      .sort(),
  )
})

test.each(Object.entries(BREAKS))('%s is noticed', (name, [file, content]) => {
  write(file, content)
  if (name === 'no-tests-outside-tests') write('lib/users/data.ts', uses('./data.test') + value)
  expect(brokenRules()).toContain(name)
})
