import { encodeDocument } from '../bson/encode.ts'
import { type Document, isDocument, toNumber } from '../bson/values.ts'
import { QueryCursor } from '../cursors/cursor.ts'
import { fail } from '../errors.ts'
import { compileFilter, type PipelineResolver, runPipeline, type WriteRequest } from '../language/index.ts'
import { type FindSpec, findHits } from '../query/find.ts'
import { resolverFor } from '../query/pipeline-source.ts'
import { onlyCounts, pushDown } from '../query/push-down.ts'
import { toTimestamp } from '../storage/clock.ts'
import type { Collection } from '../storage/types.ts'
import type { Call } from './call.ts'
import { openChangeStream } from './change-stream.ts'
import { firstReply } from './cursors.ts'
import type { Command } from './dispatch.ts'
import { statsSource } from './stats-stages.ts'
import { writeResults } from './write-stages.ts'

/** The pipeline of an aggregate: what a query can run of it, and the rest. */
export interface Aggregation {
  spec: FindSpec
  stages: Document[]
}

/** Reads the pipeline of an aggregate command. @throws ServerError for what is not one */
export function parseAggregation(call: Call): Aggregation {
  const { spec, stages } = pushDown(pipelineOf(call))
  spec.hint = call.body['hint']
  spec.collation = call.document('collation')
  spec.variables = call.document('let')
  return { spec, stages }
}

function pipelineOf(call: Call): Document[] {
  const stages = call.array('pipeline')
  if (!stages)
    return fail('IDLFailedToParse', "BSON field 'aggregate.pipeline' is missing but a required field")
  return stages.map((stage) => {
    if (!isDocument(stage)) fail('TypeMismatch', "Each element of the 'pipeline' array must be an object")
    if (Object.keys(stage).length !== 1)
      fail('Location40323', 'A pipeline stage specification object must contain exactly one field.')
    return stage
  })
}

async function aggregate(call: Call): Promise<Document> {
  const cursorOptions = call.document('cursor')
  if (!cursorOptions)
    fail('FailedToParse', "The 'cursor' option is required, except for aggregate with the explain argument")
  const isWholeDatabase = toNumber(call.body[call.name]) === 1
  const name = isWholeDatabase ? '$cmd.aggregate' : call.collectionName()
  const coll = isWholeDatabase ? undefined : call.engine.store.catalog.find(call.db, name)
  const batchSize = toNumber(cursorOptions['batchSize'])
  const aggregation = parseAggregation(call)
  if (aggregation.stages[0] && '$changeStream' in aggregation.stages[0])
    return openChangeStream(call, aggregation.stages, name, batchSize)
  const last = Object.keys(aggregation.stages.at(-1) ?? {})[0]
  const results =
    last === '$out' || last === '$merge'
      ? await writeResults(call, (write) => documents(call, coll, aggregation, write))
      : encodedResults(call, coll, aggregation)
  const cursor = new QueryCursor(results[Symbol.iterator](), {
    namespace: `${call.db}.${name}`,
    lsid: call.session?.lsid,
    noTimeout: false,
  })
  return firstReply(call, cursor, { batchSize })
}

/** The results as bytes; without a pipeline to run, the stored bytes themselves. */
function* encodedResults(
  call: Call,
  coll: Collection | undefined,
  aggregation: Aggregation,
): Iterable<Uint8Array | null> {
  if (aggregation.stages.length > 0 || !coll) {
    for (const doc of documents(call, coll, aggregation)) yield encodeDocument(doc)
    return
  }
  for (const hit of findHits(call.view, coll, aggregation.spec)) yield hit === null ? null : hit.raw
}

/** Runs an aggregation. The stages are checked at once, documents are read as results are asked for. */
function documents(
  call: Call,
  coll: Collection | undefined,
  { spec, stages }: Aggregation,
  write?: (request: WriteRequest) => void,
): Iterable<Document> {
  const { view, db, engine } = call
  const scores = new WeakMap<Document, number>()
  const stats = statsSource(call, coll, stages[0])
  const source = stats ?? querySource(call, coll, spec, onlyCounts(stages[0]), scores)
  const scope = { view, catalog: engine.store.catalog, db, now: new Date(), ...(write && { write }) }
  const resolver: PipelineResolver = resolverFor(scope)
  return runPipeline(stats ? stages.slice(1) : stages, source, resolver, {
    ...(spec.collation && { collation: spec.collation }),
    ...(spec.variables && { let: spec.variables }),
    clusterTime: toTimestamp(engine.store.lastCommitted),
    textScore: (doc: Document) => scores.get(doc),
  })
}

function querySource(
  call: Call,
  coll: Collection | undefined,
  spec: FindSpec,
  isCounting: boolean,
  scores: WeakMap<Document, number>,
): Iterable<Document> {
  if (!coll) {
    if (!('$text' in spec.filter)) compileFilter(spec.filter)
    return []
  }
  const isEverything = Object.keys(spec.filter).length === 0 && !spec.skip && !spec.limit
  if (isCounting && isEverything) return emptyDocuments(call.view.count(coll))
  return (function* () {
    for (const hit of findHits(call.view, coll, spec)) {
      if (hit === null) continue
      if (hit.score !== undefined) scores.set(hit.doc, hit.score)
      yield isCounting ? {} : hit.doc
    }
  })()
}

/** Stand-ins for documents of which only the number matters. */
function* emptyDocuments(count: number): Iterable<Document> {
  for (let i = 0; i < count; i++) yield {}
}

export const aggregateCommands: Command[] = [
  {
    name: 'aggregate',
    fields: ['pipeline', 'cursor', 'allowDiskUse', 'bypassDocumentValidation', 'collation', 'hint', 'let'],
    transactional: true,
    run: aggregate,
  },
]
