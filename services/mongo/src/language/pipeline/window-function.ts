import { fail } from '../../errors.ts'
import { readPath } from '../expression/field-path.ts'
import { MISSING } from '../paths.ts'
import type { Document } from '../values/types.ts'
import type { StageContext } from './stage.ts'
import type { Bounds } from './window-bounds.ts'

/** What a window function knows of the stage around it. */
export interface WindowContext {
  bounds: Bounds | undefined
  sortBy: Document | undefined
  context: StageContext
  name: string
}

/** Compiles a window function: from a sorted partition to a value for each of its documents. */
export type WindowFunction = (
  argument: unknown,
  window: WindowContext,
) => (partition: Document[]) => unknown[]

/** The stage's sort; with `single`, one by a single field. */
export function requireSort({ sortBy, name }: WindowContext, single: boolean): Document {
  if (!sortBy || (single && Object.keys(sortBy).length !== 1))
    fail(
      'Location5371602',
      `${name} must be specified with a top level sortBy expression with exactly one element`,
    )
  return sortBy
}

/** For functions of the whole partition. */
export function forbidWindow({ bounds, name }: WindowContext): void {
  if (bounds) fail('Location5371601', `${name} does not accept a 'window' field`)
}

/** The values of the first field of the sort; missing is null. */
export function sortValues(partition: Document[], sortBy: Document): unknown[] {
  const path = (Object.keys(sortBy)[0] ?? '').split('.')
  return partition.map((doc) => {
    const value = readPath(doc, path)
    return value === MISSING ? null : value
  })
}
