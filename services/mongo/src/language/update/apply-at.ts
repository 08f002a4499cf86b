import { fail } from '../../errors.ts'
import { arrayIndex, getField, MISSING } from '../paths.ts'
import { describe } from '../values/describe.ts'
import { type Document, isDocument } from '../values/types.ts'
import { type FieldUpdate, type Moment, REMOVED, UNCHANGED } from './operator.ts'

/** MongoDB fills an array with nulls up to a position, but not further than this. */
const LARGEST_GAP = 1_500_000

interface Step {
  path: string[]
  update: FieldUpdate
  moment: Moment
}

/** Wraps a new value in the documents that the rest of the path names. */
function build(path: string[], from: number, value: unknown): unknown {
  let built = value
  for (let at = path.length - 1; at >= from; at--) built = { [path[at] as string]: built }
  return built
}

function create(at: number, { path, update, moment }: Step): unknown {
  if (!update.creates) return UNCHANGED
  const value = update.apply(MISSING, path.join('.'), moment)
  return value === UNCHANGED || value === REMOVED ? UNCHANGED : build(path, at + 1, value)
}

function blocked(container: unknown, at: number, { path, update }: Step): typeof UNCHANGED {
  if (update.lenient) return UNCHANGED
  const element = `{${at === 0 ? '' : `${path[at - 1]}: `}${describe(container)}}`
  const message = update.creates
    ? `Cannot create field '${path[at]}' in element ${element}`
    : `Cannot use the part (${path[at]}) of (${path.join('.')}) to traverse the element (${element})`
  return fail('PathNotViable', message)
}

function updateArray(array: unknown[], at: number, step: Step): unknown {
  const index = arrayIndex(step.path[at] as string)
  if (index < 0) return blocked(array, at, step)
  const exists = index < array.length
  const value = exists ? descend(array[index], at + 1, step) : create(at, step)
  if (value === UNCHANGED) return UNCHANGED
  if (index - array.length > LARGEST_GAP)
    fail('Location34', `can't backfill array to larger than ${LARGEST_GAP} elements`)
  const copy = array.slice()
  while (copy.length < index) copy.push(null)
  copy[index] = value === REMOVED ? null : value
  return copy
}

function updateDocument(doc: Document, at: number, step: Step): unknown {
  const name = step.path[at] as string
  const current = getField(doc, name)
  const value = current === MISSING ? create(at, step) : descend(current, at + 1, step)
  if (value === UNCHANGED) return UNCHANGED
  if (value !== REMOVED) return { ...doc, [name]: value }
  const { [name]: _removed, ...rest } = doc
  return rest
}

function descend(value: unknown, at: number, step: Step): unknown {
  if (at === step.path.length) return step.update.apply(value, step.path.join('.'), step.moment)
  if (Array.isArray(value)) return updateArray(value, at, step)
  if (isDocument(value)) return updateDocument(value, at, step)
  return blocked(value, at, step)
}

/**
 * Applies an operator at a path without dynamic parts; containers on the way are copied, not changed.
 * @returns the new document, or the same one if nothing changes. Throws PathNotViable (28).
 */
export function applyAt(doc: Document, path: string[], update: FieldUpdate, moment: Moment): Document {
  const result = descend(doc, 0, { path, update, moment })
  return result === UNCHANGED ? doc : (result as Document)
}
