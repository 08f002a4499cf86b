import { fail } from '../../errors.ts'
import { arrayIndex } from '../paths.ts'
import { compareStrings } from '../values/compare.ts'

/** One component of an update path. */
export type Component =
  | { kind: 'field'; name: string }
  /** `$`: the element that the query matched. */
  | { kind: 'matched' }
  /** `$[]` or `$[identifier]`: all elements, or those an array filter accepts. */
  | { kind: 'elements'; filter: string | null }

const ELEMENTS = /^\$\[(.*)\]$/

function parseComponent(name: string): Component {
  if (name === '$') return { kind: 'matched' }
  const elements = ELEMENTS.exec(name)
  if (elements) return { kind: 'elements', filter: elements[1] || null }
  return { kind: 'field', name }
}

function checkStart(first: Component, path: string): void {
  if (first.kind === 'matched')
    fail('BadValue', `Cannot have positional (i.e. '$') element in the first position in path '${path}'`)
  if (first.kind === 'elements')
    fail(
      'BadValue',
      `Cannot have array filter identifier (i.e. '$[<id>]') element in the first position in path '${path}'`,
    )
  if (first.name.startsWith('$'))
    fail(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${first.name}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    )
}

/** Reads the path of an update operator. Throws EmptyFieldName (56), BadValue, DollarPrefixedFieldName. */
export function parseUpdatePath(path: string): Component[] {
  if (path === '') fail('EmptyFieldName', 'An empty update path is not valid.')
  const names = path.split('.')
  if (names.includes(''))
    fail('EmptyFieldName', `The update path '${path}' contains an empty field name, which is not allowed.`)
  const components = names.map(parseComponent)
  checkStart(components[0] as Component, path)
  if (components.filter((component) => component.kind === 'matched').length > 1)
    fail('BadValue', `Too many positional (i.e. '$') elements found in path '${path}'`)
  return components
}

export function isDynamic(components: Component[]): boolean {
  return components.some((component) => component.kind !== 'field')
}

function compareComponents(a: string, b: string): number {
  const [indexA, indexB] = [arrayIndex(a), arrayIndex(b)]
  if (indexA >= 0 && indexB >= 0) return Math.sign(indexA - indexB)
  return compareStrings(a, b)
}

/** The order in which MongoDB applies paths: by component, array positions by number. */
export function comparePaths(a: string[], b: string[]): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const order = compareComponents(a[i] as string, b[i] as string)
    if (order !== 0) return order
  }
  return a.length - b.length
}

/**
 * Throws ConflictingUpdateOperators (40) if a path equals or leads through another.
 * @param paths in the order of `comparePaths`
 */
export function checkConflicts(paths: string[][]): void {
  for (let i = 1; i < paths.length; i++) {
    const [before, path] = [paths[i - 1] as string[], paths[i] as string[]]
    if (before.every((name, at) => name === path[at]))
      fail(
        'ConflictingUpdateOperators',
        `Updating the path '${path.join('.')}' would create a conflict at '${before.join('.')}'`,
      )
  }
}
