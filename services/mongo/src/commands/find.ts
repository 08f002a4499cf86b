import type { Document } from '../bson/values.ts'
import { fail } from '../errors.ts'
import { distinctValues } from '../query/distinct.ts'
import { type FindSpec, findHits } from '../query/find.ts'
import { checkSort } from '../query/sort.ts'
import { TimeSlice } from '../query/time-slice.ts'
import type { Collection } from '../storage/types.ts'
import type { Call } from './call.ts'
import { firstReply } from './cursors.ts'
import type { Command } from './dispatch.ts'
import { openRead } from './open-read.ts'

/** The query of a find command. @throws ServerError for invalid arguments */
export function parseFind(call: Call): FindSpec & { projection: Document | undefined } {
  for (const flag of ['tailable', 'awaitData', 'showRecordId', 'returnKey'])
    if (call.flag(flag))
      fail('CommandNotSupported', `The option '${flag}' of find is not supported by this server`)
  for (const bound of ['min', 'max'])
    if (Object.keys(call.document(bound) ?? {}).length > 0)
      fail('CommandNotSupported', `The option '${bound}' of find is not supported by this server`)
  const sort = call.document('sort')
  if (sort) checkSort(sort)
  const limit = call.number('limit') ?? 0
  if (limit < 0) fail('Location51024', `BSON field 'limit' value must be >= 0, actual value '${limit}'`)
  return {
    filter: call.document('filter') ?? {},
    sort,
    skip: call.count('skip'),
    limit: limit || undefined,
    hint: call.body['hint'],
    collation: call.document('collation'),
    variables: call.document('let'),
    projection: call.document('projection'),
  }
}

async function find(call: Call): Promise<Document> {
  const name = call.collectionName()
  const { projection, ...spec } = parseFind(call)
  const batchSize = call.count('batchSize')
  const cursor = openRead(call, {
    name,
    spec,
    projection,
    stages: [],
    noTimeout: call.flag('noCursorTimeout'),
  })
  return firstReply(call, cursor, { batchSize, singleBatch: call.flag('singleBatch') })
}

async function count(call: Call): Promise<Document> {
  const name = call.collectionName()
  const coll = call.engine.store.catalog.find(call.db, name)
  if (!coll) return { n: 0 }
  const filter = call.document('query') ?? {}
  const limit = Math.abs(call.number('limit') ?? 0)
  const skip = call.count('skip') ?? 0
  if (Object.keys(filter).length === 0) return { n: bounded(call.view.count(coll), skip, limit) }
  const spec = { filter, skip, limit: limit || undefined, ...queryOptions(call) }
  return { n: await countHits(call, coll, spec) }
}

function bounded(total: number, skip: number, limit: number): number {
  const left = Math.max(total - skip, 0)
  return limit > 0 ? Math.min(left, limit) : left
}

async function countHits(call: Call, coll: Collection, spec: FindSpec): Promise<number> {
  const slice = new TimeSlice(call.deadline, call.engine.stopping)
  let n = 0
  for (const hit of findHits(call.view, coll, spec)) {
    if (hit !== null) n++
    if (slice.isOver) await slice.next()
  }
  return n
}

function queryOptions(call: Call): Pick<FindSpec, 'hint' | 'collation'> {
  return { hint: call.body['hint'], collation: call.document('collation') }
}

async function distinct(call: Call): Promise<Document> {
  const name = call.collectionName()
  const key = call.string('key')
  if (!key) fail('IDLFailedToParse', "BSON field 'distinct.key' is missing but a required field")
  const coll = call.engine.store.catalog.find(call.db, name)
  if (!coll) return { values: [] }
  const spec = { filter: call.document('query') ?? {}, ...queryOptions(call) }
  return {
    values: await distinctValues(
      findHits(call.view, coll, spec),
      key,
      new TimeSlice(call.deadline, call.engine.stopping),
    ),
  }
}

const FIND_FIELDS = [
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'max',
  'min',
  'returnKey',
  'showRecordId',
  'tailable',
  'awaitData',
  'noCursorTimeout',
  'allowPartialResults',
  'oplogReplay',
  'collation',
  'allowDiskUse',
  'let',
]

export const findCommands: Command[] = [
  { name: 'find', fields: FIND_FIELDS, transactional: true, run: find },
  {
    name: 'count',
    fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
    run: count,
  },
  { name: 'distinct', fields: ['key', 'query', 'collation', 'hint'], transactional: true, run: distinct },
]
