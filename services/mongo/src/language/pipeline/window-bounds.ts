import { fail } from '../../errors.ts'
import { integral } from '../expression/arguments.ts'
import { addUnits, UNITS, type Unit } from '../expression/dates/units.ts'
import { UTC } from '../expression/dates/zones.ts'
import { readPath } from '../expression/field-path.ts'
import { MISSING } from '../paths.ts'
import { ADD, calculate } from '../values/arithmetic.ts'
import { compareValues } from '../values/compare.ts'
import { type Document, isDocument, isNumberType, typeOf } from '../values/types.ts'

/** One end of a window: all the way, here, or a distance (a position or a value). */
export type Bound = 'unbounded' | 'current' | { offset: unknown }

/** Which documents around each one an accumulator sees. */
export interface Bounds {
  kind: 'documents' | 'range'
  lower: Bound
  upper: Bound
  unit: Unit | undefined
}

function parseBound(value: unknown, kind: 'documents' | 'range'): Bound {
  if (value === 'unbounded' || value === 'current') return value
  if (kind === 'documents') {
    const offset = integral(value)
    if (offset === undefined) fail('FailedToParse', `Numeric document-based bounds must be an integer`)
    return { offset }
  }
  if (!isNumberType(typeOf(value))) fail('FailedToParse', `Range-based bounds expression must be a number`)
  return { offset: value }
}

function parseUnit(value: unknown): Unit | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'string') fail('FailedToParse', "'unit' must be a string")
  const unit = UNITS.find((each) => each === value)
  return unit ?? fail('FailedToParse', `unknown time unit value: ${value}`)
}

function checkOrder({ lower, upper }: Bounds): void {
  const rank = (bound: Bound, unbounded: number) =>
    bound === 'unbounded' ? unbounded : bound === 'current' ? 0 : Number(bound.offset)
  if (rank(lower, -Infinity) > rank(upper, Infinity))
    fail('Location5339900', 'Lower bound must not exceed upper bound')
}

/** Reads the `window` of an output field. */
export function parseWindow(given: unknown, sortBy: Document | undefined): Bounds | undefined {
  if (!isDocument(given)) fail('FailedToParse', "'window' field must be an object")
  for (const name of Object.keys(given))
    if (!['documents', 'range', 'unit'].includes(name))
      fail(
        'FailedToParse',
        `'window' field can only contain 'documents', 'range' and 'unit'; found '${name}'`,
      )
  const hasDocuments = Object.hasOwn(given, 'documents')
  const hasRange = Object.hasOwn(given, 'range')
  if (hasDocuments && hasRange)
    fail('FailedToParse', "Window bounds can specify either 'documents' or 'range', not both.")
  const unit = parseUnit(given['unit'])
  if (unit && !hasRange)
    fail('FailedToParse', "Window bounds can only specify 'unit' with range-based bounds.")
  if (!hasDocuments && !hasRange) return undefined
  const kind = hasDocuments ? 'documents' : 'range'
  const bounds = given[kind]
  if (!Array.isArray(bounds) || bounds.length !== 2)
    fail('FailedToParse', `Window bounds must be a 2-element array, not ${typeOf(bounds)}`)
  const window: Bounds = {
    kind,
    lower: parseBound(bounds[0], kind),
    upper: parseBound(bounds[1], kind),
    unit,
  }
  checkOrder(window)
  if (kind === 'documents' && (window.lower !== 'unbounded' || window.upper !== 'unbounded') && !sortBy)
    fail('Location5339901', 'Document-based bounds require a sortBy')
  if (kind === 'range' && Object.keys(sortBy ?? {}).length !== 1)
    fail('Location5339902', 'Range-based bounds require sortBy a single field')
  if (kind === 'range' && integral(Object.values(sortBy ?? {})[0]) !== 1)
    fail('Location8947401', 'Range-based bounds require a non-expression field path in ascending order')
  return window
}

/** The positions `[from, to)` that the window of each document has in its partition. */
export type Spans = (partition: Document[]) => [from: number, to: number][]

function documentSpans({ lower, upper }: Bounds): Spans {
  const place = (bound: Bound, at: number, unbounded: number) =>
    bound === 'unbounded' ? unbounded : bound === 'current' ? at : at + Number(bound.offset)
  return (partition) =>
    partition.map((_doc, at) => {
      const from = Math.max(0, place(lower, at, 0))
      const to = Math.min(partition.length, place(upper, at, partition.length - 1) + 1)
      return [Math.min(from, partition.length), Math.max(to, Math.min(from, partition.length))]
    })
}

function shifted(value: unknown, bound: Bound, unit: Unit | undefined): unknown {
  const offset = bound === 'current' || bound === 'unbounded' ? 0 : bound.offset
  if (unit) {
    if (!(value instanceof Date))
      fail(
        'Location5429513',
        `Invalid range: Expected the sortBy field to be a date, but it was ${value === MISSING ? 'missing' : typeOf(value)}`,
      )
    const amount = integral(offset)
    if (amount === undefined) fail('Location5429513', 'Range-based bounds with a unit must be whole numbers')
    return addUnits(value, unit, amount, UTC)
  }
  if (value === MISSING || !isNumberType(typeOf(value)))
    fail(
      'Location5429414',
      `Invalid range: Expected the sortBy field to be a number, but it was ${value === MISSING ? 'missing' : typeOf(value)}`,
    )
  return calculate(value, offset, ADD, 'double')
}

function rangeSpans({ lower, upper, unit }: Bounds, field: string): Spans {
  const path = field.split('.')
  return (partition) => {
    const values = partition.map((doc) => readPath(doc, path))
    let from = 0
    let to = 0
    return values.map((value) => {
      if (lower !== 'unbounded') {
        const lowest = shifted(value, lower, unit)
        while (from < values.length && compareValues(values[from], lowest) < 0) from++
      }
      if (upper === 'unbounded') to = values.length
      else {
        const highest = shifted(value, upper, unit)
        while (to < values.length && compareValues(values[to], highest) <= 0) to++
      }
      return [from, Math.max(from, to)]
    })
  }
}

/** The spans of a window; without one, the whole partition. */
export function spansOf(bounds: Bounds | undefined, sortBy: Document | undefined): Spans {
  if (!bounds) return (partition) => partition.map(() => [0, partition.length])
  if (bounds.kind === 'documents') return documentSpans(bounds)
  return rangeSpans(bounds, Object.keys(sortBy ?? {})[0] ?? '')
}
