import type { Document } from '../bson/values.ts'
import { encodeKey, extractIndexKeys } from '../language/index.ts'
import type { Hits } from './hit.ts'
import type { TimeSlice } from './time-slice.ts'

/** The distinct values at a path, arrays taken apart, in the order in which they appear. */
export async function distinctValues(hits: Hits, path: string, slice: TimeSlice): Promise<unknown[]> {
  const seen = new Map<string, unknown>()
  for (const hit of hits) {
    if (hit !== null) for (const value of valuesAt(hit.doc, path)) remember(seen, value)
    if (slice.isOver) await slice.next()
  }
  return [...seen.values()]
}

function remember(seen: Map<string, unknown>, value: unknown): void {
  const key = Buffer.from(encodeKey([value], [1])).toString('latin1')
  if (!seen.has(key)) seen.set(key, value)
}

/** Values at a path; unlike an index, distinct leaves missing fields and empty arrays out. */
function valuesAt(doc: Document, path: string): unknown[] {
  const keys = extractIndexKeys(doc, { [path]: 1 }).map(([value]) => value)
  return keys.filter((value) => value !== undefined && (value !== null || hasNull(doc, path.split('.'))))
}

function hasNull(value: unknown, path: string[]): boolean {
  const [name, ...rest] = path
  if (Array.isArray(value)) {
    const element = name === undefined ? undefined : value[Number(name)]
    return value.some((each) => hasNull(each, path)) || (element !== undefined && hasNull(element, rest))
  }
  if (name === undefined) return value === null
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return false
  return hasNull((value as Document)[name], rest)
}
