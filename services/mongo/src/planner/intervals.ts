import type { BSONRegExp } from 'bson'
import { compareValues, encodeKey } from '../language/index.ts'
import { orderOfType, type TypeName, typeOf } from '../language/values/types.ts'
import { afterPrefix } from '../storage/keys.ts'
import type { Index, KeyRange } from '../storage/types.ts'

interface End {
  value: unknown
  inclusive: boolean
}

/** A stretch of values of one indexed path. */
export type Interval =
  | { kind: 'point'; value: unknown }
  | { kind: 'all' }
  /** Values of the type of `of`, from `low` to `high`; an end that is missing is the end of the type. */
  | { kind: 'range'; low?: End; high?: End; of: unknown }
  /** Strings that begin with `value`. */
  | { kind: 'prefix'; value: string }

const BRACKETS = new Set<TypeName>([
  'int',
  'long',
  'double',
  'decimal',
  'string',
  'binData',
  'objectId',
  'bool',
  'date',
  'timestamp',
])

/** The index keys of documents equal to a value, which may be an array or inside one. */
export function equalTo(value: unknown): Interval[] {
  if (!Array.isArray(value)) return [{ kind: 'point', value }]
  // An array lies in an index by its elements; as an element of another array, as a whole.
  return [
    { kind: 'point', value: value[0] },
    { kind: 'point', value },
  ]
}

/** Values on one side of `value`, of the same type, as $gt and its kin compare; undefined for other types. */
export function rangeFrom(value: unknown, isLow: boolean, inclusive: boolean): Interval | undefined {
  const type = typeOf(value)
  if (!BRACKETS.has(type)) return undefined
  const end = { value, inclusive }
  if (isLow) return { kind: 'range', low: end, of: value }
  // NaN is the lowest number in an index, but not less than any number to a query.
  const isNumber = orderOfType(type) === orderOfType('double')
  return {
    kind: 'range',
    ...(isNumber && { low: { value: Number.NEGATIVE_INFINITY, inclusive: true } }),
    high: end,
    of: value,
  }
}

/** Bounds for a regular expression that begins with literal text, e.g. `^abc`; undefined for others. */
export function regexIntervals(regex: BSONRegExp): Interval[] | undefined {
  if (regex.options !== '' || !regex.pattern.startsWith('^') || regex.pattern.includes('|')) return undefined
  const literal = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[^A-Za-z0-9])*)/.exec(regex.pattern)?.[1] ?? ''
  const rest = regex.pattern.slice(1 + literal.length)
  const pieces = literal.match(/\\.|[^\\]/gsu) ?? []
  // A quantifier belongs to the last character, which may then be missing.
  if (/^[*?{]/.test(rest)) pieces.pop()
  const text = pieces.map((piece) => (piece.startsWith('\\') ? piece.slice(1) : piece)).join('')
  if (text === '') return undefined
  return [
    { kind: 'prefix', value: text },
    { kind: 'point', value: regex },
  ]
}

/** The values in both of two intervals of one path, if that is one interval; undefined when it cannot be said. */
export function intersect(a: Interval, b: Interval): Interval | undefined {
  if (a.kind === 'all') return b
  if (b.kind === 'all') return a
  if (a.kind !== 'range' || b.kind !== 'range') return undefined
  if (orderOfType(typeOf(a.of)) !== orderOfType(typeOf(b.of))) return undefined
  const low = tighter(a.low, b.low, 1)
  const high = tighter(a.high, b.high, -1)
  return { kind: 'range', of: a.of, ...(low && { low }), ...(high && { high }) }
}

function tighter(a: End | undefined, b: End | undefined, sign: 1 | -1): End | undefined {
  if (!a || !b) return a ?? b
  const order = compareValues(a.value, b.value) * sign
  if (order !== 0) return order > 0 ? a : b
  return a.inclusive ? b : a
}

/** The keys of an index that begin with the values `prefix` and go on within `interval`. */
export function keyRange(index: Index, prefix: unknown[], interval: Interval): KeyRange {
  const encode = (...values: unknown[]) => encodeKey([...prefix, ...values], index.directions)
  const start = encode()
  switch (interval.kind) {
    case 'all':
      return { from: start, to: afterPrefix(start) }
    case 'point': {
      const from = encode(interval.value)
      return { from, to: afterPrefix(from) }
    }
    case 'prefix': {
      // A text ends with two bytes; without them it is the common beginning of all it is a prefix of.
      const from = encode(interval.value).subarray(0, -2)
      return { from, to: afterPrefix(from) }
    }
    case 'range': {
      const isAscending = index.directions[prefix.length] !== -1
      const first = isAscending ? interval.low : interval.high
      const last = isAscending ? interval.high : interval.low
      // The first byte of an encoded value is its type.
      const type = encode(interval.of).subarray(0, start.length + 1)
      const from = first ? edge(encode(first.value), !first.inclusive) : type
      const to = last ? edge(encode(last.value), last.inclusive) : afterPrefix(type)
      return { from: from ?? type, to }
    }
  }
}

/** Just before the keys that begin with `key`, or just after them. */
function edge(key: Uint8Array, after: boolean): Uint8Array | null {
  return after ? afterPrefix(key) : key
}

/** Ranges in key order, with overlapping ones joined and empty ones left out. */
export function joinRanges(ranges: KeyRange[]): KeyRange[] {
  const sorted = ranges
    .filter(({ from, to }) => to === null || Buffer.compare(from, to) < 0)
    .sort((a, b) => Buffer.compare(a.from, b.from))
  const joined: KeyRange[] = []
  for (const range of sorted) {
    const last = joined.at(-1)
    if (!last || (last.to !== null && Buffer.compare(last.to, range.from) < 0)) joined.push({ ...range })
    else if (last.to !== null && (range.to === null || Buffer.compare(range.to, last.to) > 0))
      last.to = range.to
  }
  return joined
}
