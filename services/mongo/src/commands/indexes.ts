import { Int32 } from 'bson'
import { encodeDocument } from '../bson/encode.ts'
import { type Document, isDocument } from '../bson/values.ts'
import { fail } from '../errors.ts'
import { TimeSlice } from '../query/time-slice.ts'
import { normalizeSpec } from '../storage/index-spec.ts'
import type { Collection, Index } from '../storage/types.ts'
import type { Call } from './call.ts'
import { existing } from './catalog.ts'
import type { Command } from './dispatch.ts'
import { buildIndexes } from './index-build.ts'
import { listReply } from './list-reply.ts'

const MAX_INDEXES = 64

async function createIndexes(call: Call): Promise<Document> {
  const name = call.collectionName()
  const specs = (call.array('indexes') ?? []).map(normalizeSpec)
  if (specs.length === 0) fail('BadValue', 'Must specify at least one index to create')
  const { store } = call.engine
  const createdCollection = !store.catalog.find(call.db, name)
  const coll = store.ensureCollection(call.db, name)
  await call.engine.transactions.settled(coll)
  const before = coll.indexes.length
  const missing = specs.filter((spec) => !isKnown(coll, spec))
  if (before + missing.length > MAX_INDEXES)
    fail('CannotCreateIndex', `add index fails, too many indexes for ${call.db}.${name}`)
  if (missing.length > 0)
    await buildIndexes(store, coll, missing, new TimeSlice(call.deadline, call.engine.stopping))
  return {
    numIndexesBefore: new Int32(before),
    numIndexesAfter: new Int32(coll.indexes.length),
    createdCollectionAutomatically: createdCollection,
    ...(missing.length === 0 && { note: 'all indexes already exist' }),
  }
}

/**
 * Whether the collection has this very index already.
 * @throws ServerError IndexKeySpecsConflict or IndexOptionsConflict when it has a different one in its place
 */
function isKnown(coll: Collection, spec: Document): boolean {
  const sameName = coll.indexes.find((index) => index.name === spec['name'])
  const sameKey = coll.indexes.find((index) => isSame(index.spec, spec, ['key', 'partialFilterExpression']))
  const isIdIndex = isSame({ key: { _id: new Int32(1) } }, spec, ['key'])
  if (isIdIndex) return true
  if (sameName && !isSame(sameName.spec, spec, ['key', 'partialFilterExpression']))
    fail(
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${JSON.stringify(spec)}, existing index: ${JSON.stringify(sameName.spec)}`,
    )
  if (!sameKey) return false
  if (sameKey.name !== spec['name'])
    fail('IndexOptionsConflict', `Index already exists with a different name: ${sameKey.name}`)
  if (!isSame(sameKey.spec, spec, ['unique', 'sparse', 'expireAfterSeconds', 'weights', 'default_language']))
    fail(
      'IndexOptionsConflict',
      `An equivalent index already exists with the same name but different options. Requested index: ${JSON.stringify(spec)}, existing index: ${JSON.stringify(sameKey.spec)}`,
    )
  return true
}

function isSame(a: Document, b: Document, fields: string[]): boolean {
  const pick = (spec: Document) => fields.map((field) => plain(spec[field]))
  return JSON.stringify(pick(a)) === JSON.stringify(pick(b))
}

/** Numbers of all types alike, order of fields kept. */
function plain(value: unknown): unknown {
  if (isDocument(value)) return Object.entries(value).map(([name, field]) => [name, plain(field)])
  if (typeof value === 'object' && value !== null && 'valueOf' in value) return Number(value.valueOf())
  return value ?? null
}

async function dropIndexes(call: Call): Promise<Document> {
  const coll = existing(call, call.collectionName())
  await call.engine.transactions.settled(coll)
  const before = coll.indexes.length
  const doomed = chooseIndexes(coll, call.body['index'])
  const { store } = call.engine
  store.change(() => {
    for (const index of doomed) store.catalog.dropIndex(coll, index)
    const body = encodeDocument({ indexes: doomed.map((index) => index.spec) })
    store.oplog.append({ op: 'dropIndexes', db: coll.db, coll: coll.name, body })
  })
  return { nIndexesWas: new Int32(before) }
}

function chooseIndexes(coll: Collection, wanted: unknown): Index[] {
  if (wanted === '*') return coll.indexes.slice(1)
  if (Array.isArray(wanted)) return wanted.flatMap((each) => chooseIndexes(coll, each))
  const index = coll.indexes.find((candidate) =>
    isDocument(wanted) ? isSame(candidate.spec, { key: wanted }, ['key']) : candidate.name === wanted,
  )
  if (!index)
    return fail(
      'IndexNotFound',
      `index not found with name [${isDocument(wanted) ? JSON.stringify(wanted) : String(wanted)}]`,
    )
  if (index.id === 0) fail('InvalidOptions', 'cannot drop _id index')
  return [index]
}

function listIndexes(call: Call): Promise<Document> {
  const coll = existing(call, call.collectionName())
  const specs = coll.indexes.filter((index) => !index.isBuilding).map((index) => index.spec)
  return listReply(call, specs, `${coll.db}.${coll.name}`)
}

export const indexCommands: Command[] = [
  {
    name: 'createIndexes',
    fields: ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'],
    changesCatalog: true,
    run: createIndexes,
  },
  {
    name: 'dropIndexes',
    aliases: ['deleteIndexes'],
    fields: ['index'],
    changesCatalog: true,
    run: dropIndexes,
  },
  { name: 'listIndexes', fields: ['cursor', 'includeBuildUUIDs', 'includeIndexBuildInfo'], run: listIndexes },
]
