import { readFileSync } from 'node:fs'
import { fromRoot } from '../../scripts/lib/paths.ts'
import { addressOf } from '../../scripts/test/matrix/address.ts'

/** A server action: the id by which Next calls it, and an address that answers to it. */
export type Action = { name: string; path: string; action: string }

type Manifest = {
  node: Record<string, { workers: Record<string, unknown>; filename: string; exportedName: string }>
}

/** @returns every server action, as the build lists them */
export function findActions(): Action[] {
  const file = fromRoot('.next/server/server-reference-manifest.json')
  const { node } = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  return Object.entries(node).map(([action, { workers, filename, exportedName }]) => ({
    name: `${filename} ${exportedName}`,
    path: addressOf(`${Object.keys(workers)[0]}.tsx`),
    action,
  }))
}
