import { fail } from '../../errors.ts'
import { arrayIndex, getField, MISSING } from '../paths.ts'
import { describe } from '../values/describe.ts'
import { type Document, isDocument } from '../values/types.ts'
import type { ElementTest } from './array-filters.ts'
import type { Component } from './path.ts'

/** What the dynamic parts of a path stand for in one document. */
export interface Expansion {
  /** The position of the array element that the query matched. */
  matched(): number | undefined
  filters: Map<string, ElementTest>
}

function childOf(container: unknown, name: string): unknown {
  if (Array.isArray(container)) {
    const index = arrayIndex(name)
    return index >= 0 && index < container.length ? container[index] : MISSING
  }
  return isDocument(container) ? getField(container, name) : MISSING
}

function positionsOf(
  container: unknown,
  filter: string | null,
  taken: string[],
  expansion: Expansion,
): string[] {
  const path = taken.join('.')
  if (container === MISSING)
    fail('BadValue', `The path '${path}' must exist in the document in order to apply array updates.`)
  if (!Array.isArray(container))
    fail(
      'BadValue',
      `Cannot apply array updates to non-array element ${taken.at(-1)}: ${describe(container)}`,
    )
  const test = filter === null ? undefined : expansion.filters.get(filter)
  const positions = [...container.keys()]
  return (test ? positions.filter((i) => test(container[i])) : positions).map(String)
}

function namesAt(component: Component, container: unknown, taken: string[], expansion: Expansion): string[] {
  if (component.kind === 'field') return [component.name]
  if (component.kind === 'elements') return positionsOf(container, component.filter, taken, expansion)
  const index = expansion.matched()
  if (index === undefined)
    fail('BadValue', 'The positional operator did not find the match needed from the query.')
  return [String(index)]
}

/** The paths that an update path with `$`, `$[]` and `$[identifier]` stands for in a document. */
export function expandPath(doc: Document, components: Component[], expansion: Expansion): string[][] {
  let branches: { path: string[]; at: unknown }[] = [{ path: [], at: doc }]
  for (const component of components)
    branches = branches.flatMap(({ path, at }) =>
      namesAt(component, at, path, expansion).map((name) => ({
        path: [...path, name],
        at: childOf(at, name),
      })),
    )
  return branches.map(({ path }) => path)
}
