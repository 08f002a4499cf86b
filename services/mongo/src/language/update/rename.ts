import { fail } from '../../errors.ts'
import { arrayIndex, getField, MISSING } from '../paths.ts'
import { describe } from '../values/describe.ts'
import { identicalValues } from '../values/identical.ts'
import { type Document, isDocument } from '../values/types.ts'
import { applyAt } from './apply-at.ts'
import { type FieldUpdate, type Moment, REMOVED, UNCHANGED } from './operator.ts'

function describeOwner(doc: Document): string {
  return Object.hasOwn(doc, '_id') ? `_id: ${describe(doc['_id'])}` : 'no id'
}

/** The value at a path, which may not lead through an array; MISSING if it is not there. */
function readSource(doc: Document, path: string[]): unknown {
  let value: unknown = doc
  for (let at = 0; at < path.length; at++) {
    const name = path[at] as string
    if (isDocument(value)) value = getField(value, name)
    else if (Array.isArray(value)) {
      const index = arrayIndex(name)
      if (index < 0 || index >= value.length) return MISSING
      fail(
        'BadValue',
        `The source field cannot be an array element, '${path.join('.')}' in doc with ${describeOwner(doc)} has an array field called '${path[at - 1]}'`,
      )
    } else
      fail(
        'PathNotViable',
        `cannot use the part (${path[at - 1]} of ${path.join('.')}) to traverse the element ({${path[at - 1]}: ${describe(value)}})`,
      )
    if (value === MISSING) return MISSING
  }
  return value
}

function checkTarget(doc: Document, path: string[]): void {
  let value: unknown = doc
  for (let at = 0; at < path.length; at++) {
    if (Array.isArray(value))
      fail(
        'BadValue',
        `The destination field cannot be an array element, '${path.join('.')}' in doc with ${describeOwner(doc)} has an array field called '${path[at - 1]}'`,
      )
    if (!isDocument(value)) return
    value = getField(value, path[at] as string)
  }
}

const REMOVE: FieldUpdate = { creates: false, lenient: true, apply: () => REMOVED }

/** `$rename`: moves a value; a missing source changes nothing. */
export function applyRename(doc: Document, source: string[], target: string[], moment: Moment): Document {
  const value = readSource(doc, source)
  if (value === MISSING) return doc
  checkTarget(doc, target)
  const place: FieldUpdate = {
    creates: true,
    apply: (current) => (current !== MISSING && identicalValues(current, value) ? UNCHANGED : value),
  }
  return applyAt(applyAt(doc, target, place, moment), source, REMOVE, moment)
}
