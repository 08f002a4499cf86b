// Replaced piece by piece by our own language layer; keeps the seam usable meanwhile.
import { Double, Int32, Timestamp } from 'bson'
import * as mingo from 'mingo'
import { fail } from '../errors.ts'
import { bigintOf, intOrLong } from './values/numbers.ts'
import { type Document, typeOf } from './values/types.ts'
import { compileDocument } from './query/compile.ts'
import { stringOrderOf } from './collation.ts'
import { compareWith } from './values/compare.ts'
import { extractIndexKeys } from './keys/extract-keys.ts'

export function toPlain(v: unknown): unknown {
  const t = typeOf(v)
  if (t === 'int' || t === 'double') return typeof v === 'number' ? v : (v as Int32).value
  if (t === 'long') return Number(bigintOf(v))
  if (t === 'array') return (v as unknown[]).map(toPlain)
  if (t === 'object') return Object.fromEntries(Object.entries(v as Document).map(([k, x]) => [k, toPlain(x)]))
  return v
}
export function fromPlain(v: unknown, like?: unknown): unknown {
  if (typeof v === 'number') {
    const t = typeOf(like)
    if (like !== undefined && ['int', 'double', 'long'].includes(t) && toPlain(like) === v) return like
    return Number.isSafeInteger(v) ? intOrLong(v) : new Double(v)
  }
  if (Array.isArray(v)) return v.map((x, i) => fromPlain(x, Array.isArray(like) ? like[i] : undefined))
  if (typeOf(v) === 'object')
    return Object.fromEntries(
      Object.entries(v as Document)
        .filter(([, x]) => x !== undefined)
        .map(([k, x]) => [k, fromPlain(x, typeOf(like) === 'object' ? (like as Document)[k] : undefined)]),
    )
  return v
}
const context = (options: { collation?: unknown } = {}) => ({
  strings: stringOrderOf(options.collation),
  compileExpr: (e: unknown) => {
    const q = new mingo.Query({ $expr: toPlain(e) as Document })
    return (doc: Document) => q.test(toPlain(doc) as Document)
  },
  compileSchema: () => fail('CommandNotSupported', '$jsonSchema is not ready'),
})
export function compileFilter(filter: Document, options?: { collation?: unknown; variables?: Document }) {
  const m = compileDocument(filter, context(options))
  return (doc: Document) => m(doc, null)
}
export function compileSort(sort: Document, options: { collation?: unknown } = {}) {
  const strings = stringOrderOf(options.collation)
  const pattern = toPlain(sort) as Record<string, 1 | -1>
  const dirs = Object.values(pattern)
  const cmp = (a: unknown[], b: unknown[]) => {
    for (let i = 0; i < dirs.length; i++) {
      const o = compareWith(a[i], b[i], strings) * (dirs[i] as number)
      if (o) return o
    }
    return 0
  }
  const key = (d: Document) => extractIndexKeys(d, pattern).reduce((x, y) => (cmp(y, x) < 0 ? y : x))
  return (a: Document, b: Document) => cmp(key(a), key(b))
}
export function compileProjection(projection: Document, _options: unknown = {}) {
  const p = toPlain(projection) as Document
  return (doc: Document) => fromPlain(mingo.find([toPlain(doc) as Document], {}, p).all()[0], doc) as Document
}
export function applyUpdate(
  doc: Document,
  update: Document | Document[],
  options: { filter?: Document; arrayFilters?: Document[]; isInsert: boolean; now: Date; nextTimestamp(): Timestamp },
): Document {
  const plain = toPlain(doc) as Document
  if (Array.isArray(update)) return fromPlain(mingo.aggregate([plain], update.map(toPlain) as Document[])[0], doc) as Document
  const first = Object.keys(update)[0]
  if (!first?.startsWith('$')) return { ...('_id' in doc ? { _id: doc['_id'] } : {}), ...update }
  const u = toPlain(update) as Document
  if (u['$setOnInsert']) {
    if (options.isInsert) u['$set'] = { ...(u['$set'] as Document), ...(u['$setOnInsert'] as Document) }
    delete u['$setOnInsert']
  }
  const changed = mingo.update(plain, u as never, (options.arrayFilters ?? []).map(toPlain) as never, toPlain(options.filter ?? {}) as never)
  if (changed.length === 0) return doc
  return fromPlain(plain, doc) as Document
}
export function upsertSeed(filter: Document): Document {
  const out: Document = {}
  for (const [k, v] of Object.entries(filter)) {
    if (k === '$and') for (const f of v as Document[]) Object.assign(out, upsertSeed(f))
    else if (!k.startsWith('$')) {
      if (typeOf(v) === 'object' && Object.keys(v as Document)[0]?.startsWith('$')) {
        if ('$eq' in (v as Document)) out[k] = (v as Document)['$eq']
      } else out[k] = v
    }
  }
  return out
}
export interface PipelineResolver {
  collection(name: string): Iterable<Document>
  now: Date
  variables?: Document
  write?(request: unknown): void
}
export function* runPipeline(
  stages: Document[],
  source: Iterable<Document>,
  resolve: PipelineResolver,
  options: { collation?: unknown; let?: Document } = {},
): Iterable<Document> {
  const context = mingo.Context.init
  void context
  function* plain() {
    for (const d of source) yield toPlain(d)
  }
  const agg = new mingo.Aggregator(stages.map(toPlain) as Document[], {
    collectionResolver: (name: string) => [...resolve.collection(name)].map(toPlain) as Document[],
    ...(options.let ? { variables: toPlain(options.let) as Document } : {}),
  })
  for (const d of agg.stream(plain() as Iterable<Document>)) yield fromPlain(d) as Document
}
export function validateAgainstSchema(doc: Document, validator: Document): null | Document {
  if ('$jsonSchema' in validator) return null
  return compileFilter(validator)(doc) ? null : { details: {} }
}
