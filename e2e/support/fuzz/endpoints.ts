import { globSync, readFileSync } from 'node:fs'
import { fromRoot } from '../../../scripts/lib/paths.ts'
import { addressOf } from '../../../scripts/test/matrix/address.ts'
import { findActions } from '../actions.ts'

/** Something that answers requests from the network. `action`: the id by which Next calls a server action at that address. */
export type Endpoint = { name: string; method: string; path: string; action?: string }

const sources = (pattern: string) => globSync(pattern, { cwd: fromRoot('.') })
const METHOD = /^export const (GET|POST|PUT|PATCH|DELETE)\b|\bas (GET|POST|PUT|PATCH|DELETE)\b/gm

/** Every route, page and server action there is: the first two by their files, the last as the build lists them. */
export function findEndpoints(): Endpoint[] {
  const routes = sources('app/**/route.{ts,tsx}').flatMap((file) => {
    const methods = [...readFileSync(fromRoot(file), 'utf8').matchAll(METHOD)].map(([, a, b]) => a ?? b ?? '')
    return methods.map((method) => ({ name: file, method, path: addressOf(file) }))
  })
  const pages = sources('app/**/page.tsx').map((file) => ({
    name: file,
    method: 'GET',
    path: addressOf(file),
  }))
  const actions = findActions().map((each) => ({ ...each, method: 'POST' }))
  return [...routes, ...pages, ...actions]
}
