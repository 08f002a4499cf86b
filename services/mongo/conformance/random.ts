import { Decimal128, type Document, Double, Int32, Long } from 'mongodb'

const SCALARS = [
  null,
  new Int32(0),
  new Int32(1),
  new Int32(2),
  new Double(1),
  new Double(1.5),
  new Double(Number.NaN),
  Long.fromNumber(2),
  Decimal128.fromString('1.50'),
  'a',
  'A',
  'b',
  'ab',
  true,
  false,
  new Date(0),
  new Date(5),
]

/** Random values from a seed; the same seed gives the same values. */
export interface Random {
  /** A number from 0 to 1. */
  random(): number
  pick<T>(list: readonly T[]): T
  scalar(): unknown
  /** A scalar, an array, or a document with fields x and y, at most so deep. */
  value(depth?: number): unknown
  /** A document with the fields a, b and c, some missing, and n. */
  document(id: number): Document
}

export function createRandom(seed: number): Random {
  let state = seed
  const random = () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const scalar = () => pick(SCALARS)
  const value = (depth = 2): unknown => {
    const kind = random()
    if (depth === 0 || kind < 0.65) return scalar()
    if (kind < 0.85) return Array.from({ length: Math.floor(random() * 4) }, () => value(depth - 1))
    return { x: value(depth - 1), ...(random() < 0.5 && { y: scalar() }) }
  }
  const document = (id: number): Document => {
    const doc: Document = { _id: id }
    for (const name of ['a', 'b', 'c']) if (random() < 0.8) doc[name] = value()
    doc['n'] = new Int32(Math.floor(random() * 5))
    return doc
  }
  return { random, pick, scalar, value, document }
}
