import { fail } from '../../errors.ts'
import type { Evaluate } from '../expression/evaluate.ts'

/** What a projection does with the fields of a document, by name. */
export interface Tree {
  kind: 'tree'
  children: Map<string, Leaf | Tree>
}

/** Keep a field, drop it, or put a value in its place. */
export type Leaf = { kind: 'include' } | { kind: 'exclude' } | { kind: 'computed'; evaluate: Evaluate }

export function newTree(): Tree {
  return { kind: 'tree', children: new Map() }
}

function collision(path: string[], at: number): never {
  const rest = path.slice(at + 1)
  if (rest.length === 0) fail('Location31250', `Path collision at ${path.join('.')}`)
  fail('Location31249', `Path collision at ${path.join('.')} remaining portion ${rest.join('.')}`)
}

/** Adds a leaf at a path. Throws Location31249 or Location31250 if it collides with another. */
export function addLeaf(tree: Tree, path: string[], leaf: Leaf): void {
  let container = tree
  path.forEach((name, at) => {
    const existing = container.children.get(name)
    if (at === path.length - 1) {
      if (existing) collision(path, at)
      container.children.set(name, leaf)
      return
    }
    if (existing && existing.kind !== 'tree') collision(path, at)
    const next = existing ?? newTree()
    container.children.set(name, next as Tree)
    container = next as Tree
  })
}

export function hasComputed(node: Leaf | Tree): boolean {
  if (node.kind !== 'tree') return node.kind === 'computed'
  return [...node.children.values()].some(hasComputed)
}
