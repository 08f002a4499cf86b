import { fail } from '../../errors.ts'
import type { Evaluate } from '../expression/evaluate.ts'

/** What a projection does with the fields of a document, by name. */
export interface Tree {
  kind: 'tree'
  children: Map<string, Leaf | Tree>
  /** Whether there is a computed field in it. */
  computes: boolean
}

/** Keep a field, drop it, or put a value in its place. */
export type Leaf = { kind: 'include' } | { kind: 'exclude' } | { kind: 'computed'; evaluate: Evaluate }

export function newTree(): Tree {
  return { kind: 'tree', children: new Map(), computes: false }
}

/** Tells that a path and one before it cannot both be meant. `at` is where they meet. */
type Collision = (path: string[], at: number) => never

function collision(path: string[], at: number): never {
  const rest = path.slice(at + 1)
  if (rest.length === 0) fail('Location31250', `Path collision at ${path.join('.')}`)
  fail('Location31249', `Path collision at ${path.join('.')} remaining portion ${rest.join('.')}`)
}

/** Adds a leaf at a path. Throws Location31249 or Location31250 if it collides with another. */
export function addLeaf(tree: Tree, path: string[], leaf: Leaf, collide: Collision = collision): void {
  let container = tree
  path.forEach((name, at) => {
    container.computes ||= leaf.kind === 'computed'
    const existing = container.children.get(name)
    if (at === path.length - 1) {
      if (existing) collide(path, at)
      container.children.set(name, leaf)
      return
    }
    if (existing && existing.kind !== 'tree') collide(path, at)
    const next = existing ?? newTree()
    container.children.set(name, next as Tree)
    container = next as Tree
  })
}

export function hasComputed(node: Leaf | Tree): boolean {
  return node.kind === 'tree' ? node.computes : node.kind === 'computed'
}
