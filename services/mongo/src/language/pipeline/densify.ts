import { fail } from '../../errors.ts'
import { integral } from '../expression/arguments.ts'
import { addUnits, UNITS, type Unit } from '../expression/dates/units.ts'
import { UTC } from '../expression/dates/zones.ts'
import { parseFieldPath } from '../expression/field-path.ts'
import { MISSING } from '../paths.ts'
import { refuse } from '../refuse.ts'
import { ADD, calculate } from '../values/arithmetic.ts'
import { compareValues } from '../values/compare.ts'
import { describe } from '../values/describe.ts'
import { KeyMap } from '../values/key-set.ts'
import { type Document, isDocument, isNumberType, typeOf } from '../values/types.ts'
import type { CompileStage } from './stage.ts'
import { nestedValue, withNested } from './unwind.ts'

/** As in MongoDB: how many documents one stage may make. */
const MOST_DOCUMENTS = 500_000

interface Densify {
  field: string[]
  partitions: string[][]
  step: unknown
  unit: Unit | undefined
  bounds: 'full' | 'partition' | [unknown, unknown]
}

function parseRange(range: unknown): Pick<Densify, 'step' | 'unit' | 'bounds'> {
  if (!isDocument(range))
    fail('IDLFailedToParse', "BSON field '$densify.range' is missing but a required field")
  const { step, unit, bounds } = range
  if (step === undefined || !isNumberType(typeOf(step)))
    fail(
      'Location5733401',
      "The 'step' parameter in a range statement must be a strictly positive numeric value",
    )
  if (compareValues(step, 0) <= 0)
    fail(
      'Location5733401',
      "The 'step' parameter in a range statement must be a strictly positive numeric value",
    )
  const known = UNITS.find((each) => each === unit)
  if (unit !== undefined && !known) fail('FailedToParse', `unknown time unit value: ${describe(unit)}`)
  if (known && integral(step) === undefined)
    fail(
      'Location6586400',
      'The step parameter in a range statement must be a whole number when densifying a date range',
    )
  if (bounds === 'full' || bounds === 'partition') return { step, unit: known, bounds }
  if (typeof bounds === 'string')
    fail('Location5946802', "Bounds string must either be 'full' or 'partition'")
  if (!Array.isArray(bounds) || bounds.length !== 2)
    fail('Location5733403', 'A bounding array in a range statement must have exactly two elements')
  const [lower, upper] = bounds
  const isDates = lower instanceof Date && upper instanceof Date
  const isNumbers = isNumberType(typeOf(lower)) && isNumberType(typeOf(upper))
  if (!isDates && !isNumbers)
    fail('Location5946800', 'A bounding array must contain either all dates or all numeric values')
  if (isDates !== (known !== undefined))
    fail('Location5733501', 'Numeric bounds may not have unit parameter, and date bounds must have one')
  if (compareValues(lower, upper) > 0) fail('Location5946801', 'A bounding array must be in ascending order')
  return { step, unit: known, bounds: [lower, upper] }
}

function parseDensify(argument: unknown): Densify {
  if (!isDocument(argument))
    fail('FailedToParse', `The $densify stage specification must be an object, found ${typeOf(argument)}`)
  for (const name of Object.keys(argument))
    if (!['field', 'partitionByFields', 'range'].includes(name))
      fail('IDLUnknownField', `BSON field '$densify.${name}' is an unknown field.`)
  const { field, partitionByFields = [] } = argument
  if (typeof field !== 'string')
    fail('IDLFailedToParse', "BSON field '$densify.field' is missing but a required field")
  if (!Array.isArray(partitionByFields) || partitionByFields.some((each) => typeof each !== 'string'))
    fail('TypeMismatch', "BSON field '$densify.partitionByFields' must be an array of strings")
  const range = parseRange(argument['range'])
  if (range.bounds === 'partition' && partitionByFields.length === 0)
    fail(
      'Location5733408',
      "one may not specify the bounds as 'partition' without specifying a non-empty array of partitionByFields. You may have meant to specify 'full' bounds.",
    )
  return {
    field: parseFieldPath(field),
    partitions: partitionByFields.map(parseFieldPath),
    ...range,
  }
}

interface Partition {
  keys: unknown[]
  rows: { value: unknown; doc: Document }[]
}

function readPartitions(source: Iterable<Document>, spec: Densify, without: Document[]): Partition[] {
  const byKey = new KeyMap<Partition>((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const partitions: Partition[] = []
  for (const doc of source) {
    const value = nestedValue(doc, spec.field)
    if (value === MISSING || value === null || value === undefined) {
      without.push(doc)
      continue
    }
    const isDate = value instanceof Date
    if (!isDate && !isNumberType(typeOf(value)))
      fail('Location5733201', 'Densify field type must be numeric or a date')
    if (isDate && !spec.unit)
      fail('Location6053600', '$densify encountered a date field value in a numeric range query')
    if (!isDate && spec.unit)
      fail('Location6053600', '$densify encountered a numeric field value in a date range query')
    const keys = spec.partitions.map((path) => nestedValue(doc, path))
    const key = keys.map((each) => (each === MISSING ? null : each))
    let partition = byKey.get(key)
    if (!partition) {
      partition = { keys, rows: [] }
      byKey.set(key, partition)
      partitions.push(partition)
    }
    partition.rows.push({ value, doc })
  }
  for (const { rows } of partitions) rows.sort((a, b) => compareValues(a.value, b.value))
  return partitions.sort((a, b) => compareKeys(a.keys, b.keys))
}

function compareKeys(a: unknown[], b: unknown[]): number {
  const order = a.map((key, i) => compareValues(key === MISSING ? null : key, b[i] === MISSING ? null : b[i]))
  return order.find((each) => each !== 0) ?? 0
}

function next(value: unknown, { step, unit }: Densify): unknown {
  if (!(value instanceof Date)) return calculate(value, step, ADD, 'double')
  const isMonths = unit === 'month' || unit === 'quarter' || unit === 'year'
  if (isMonths && value.getUTCDate() > 28) refuse('$densify by months from a day after the 28th')
  return addUnits(value, unit ?? 'millisecond', integral(step) ?? 1, UTC)
}

/** The limits of what is made in a partition: from, to, and whether `to` itself is. */
function limits(
  spec: Densify,
  partition: Partition,
  all: Partition[],
): { from: unknown; to: unknown; inclusive: boolean } {
  if (Array.isArray(spec.bounds)) return { from: spec.bounds[0], to: spec.bounds[1], inclusive: false }
  const scope = spec.bounds === 'full' ? all : [partition]
  const values = scope.flatMap(({ rows }) => [rows[0]?.value, rows.at(-1)?.value]).sort(compareValues)
  return { from: values[0], to: values.at(-1), inclusive: true }
}

function* fillPartition(
  spec: Densify,
  partition: Partition,
  all: Partition[],
  count: { made: number },
): Iterable<Document> {
  const { from, to, inclusive } = limits(spec, partition, all)
  const isWithin = (value: unknown) =>
    inclusive ? compareValues(value, to) <= 0 : compareValues(value, to) < 0
  const base = spec.partitions.reduce<Document>((doc, path, i) => {
    const key = partition.keys[i]
    return key === MISSING ? doc : withNested(doc, path, key)
  }, {})
  let value = from
  let at = 0
  while (isWithin(value)) {
    while (at < partition.rows.length && compareValues(partition.rows[at]?.value, value) < 0)
      yield (partition.rows[at++] as { doc: Document }).doc
    if (at < partition.rows.length && compareValues(partition.rows[at]?.value, value) === 0)
      while (at < partition.rows.length && compareValues(partition.rows[at]?.value, value) === 0)
        yield (partition.rows[at++] as { doc: Document }).doc
    else {
      if (++count.made > MOST_DOCUMENTS)
        fail(
          'Location5897900',
          `Generated ${MOST_DOCUMENTS} documents in $densify, which is over the limit of ${MOST_DOCUMENTS}. Increase the 'internalQueryMaxAllowedDensifyDocs' parameter to allow more generated documents`,
        )
      yield withNested(base, spec.field, value)
    }
    value = next(value, spec)
  }
  for (; at < partition.rows.length; at++) yield (partition.rows[at] as { doc: Document }).doc
}

export const compileDensify: CompileStage = (argument) => {
  const spec = parseDensify(argument)
  return function* (source) {
    const without: Document[] = []
    const partitions = readPartitions(source, spec, without)
    yield* without
    const count = { made: 0 }
    for (const partition of partitions) yield* fillPartition(spec, partition, partitions, count)
    if (partitions.length === 0 && Array.isArray(spec.bounds) && spec.partitions.length === 0)
      yield* fillPartition(spec, { keys: [], rows: [] }, [], count)
  }
}
