import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** What stands at the root without being part of the build. Anything not named here counts: better one build too many. */
const NOT_BUILT = new Set([
  'bench',
  'docs',
  'e2e',
  'node_modules',
  'scripts',
  'services',
  'server.ts',
  'coverage',
  'playwright-report',
  'test-results',
  'knip.json',
  'size-budget.json',
  '.dependency-cruiser.mjs',
  'biome.json',
  'playwright.config.ts',
  'vitest.config.ts',
  'next-env.d.ts',
  'LICENSE',
])
const isTest = (name: string) => /\.(test|spec)\.tsx?$/.test(name)
const isIgnored = (name: string) => name.startsWith('.') || /\.(md|tsbuildinfo)$/.test(name)

/**
 * A hash of everything that the production build is made of: sources, packages, and the variables compiled into the
 * browser's code.
 * @param variables the environment of the build
 */
export function hashSources(folder: string, variables: Record<string, string | undefined>): string {
  const hash = createHash('sha256')
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort(byName)) {
    if (isIgnored(entry.name) || NOT_BUILT.has(entry.name)) continue
    addEntry(hash, folder, entry.name, entry.isDirectory())
  }
  for (const name of Object.keys(variables).sort()) {
    if (name.startsWith('NEXT_PUBLIC_')) hash.update(`${name}=${variables[name]}\0`)
  }
  return hash.digest('hex')
}

type Hash = ReturnType<typeof createHash>
const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)

function addEntry(hash: Hash, folder: string, name: string, isFolder: boolean): void {
  const full = path.join(folder, name)
  if (!isFolder) {
    if (!isTest(name)) addFile(hash, name, readFileSync(full))
    return
  }
  hash.update(`${name}/\0`)
  for (const entry of readdirSync(full, { withFileTypes: true }).sort(byName)) {
    if (!entry.name.startsWith('.')) addEntry(hash, full, entry.name, entry.isDirectory())
  }
  hash.update('/\0')
}

/** The length goes first, so that no two lists of files give the same bytes. */
function addFile(hash: Hash, name: string, content: Buffer): void {
  hash.update(`${name}\0${content.length}\0`).update(content)
}
