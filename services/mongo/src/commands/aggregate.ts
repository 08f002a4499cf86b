import { type Document, isDocument, toNumber } from '../bson/values.ts'
import { fail } from '../errors.ts'
import type { FindSpec } from '../query/find.ts'
import { pushDown } from '../query/push-down.ts'
import type { Call } from './call.ts'
import { openChangeStream } from './change-stream.ts'
import { firstReply } from './cursors.ts'
import type { Command } from './dispatch.ts'
import { openRead } from './open-read.ts'
import { statsSource } from './stats-stages.ts'
import { isWriteStage, writeResults } from './write-stages.ts'

/** Reads the pipeline of an aggregate command: what a query can run of it, and the rest. */
export function parseAggregation(call: Call): { spec: FindSpec; stages: Document[] } {
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
  const batchSize = toNumber(cursorOptions['batchSize'])
  const isWholeDatabase = toNumber(call.body[call.name]) === 1
  const name = isWholeDatabase ? '$cmd.aggregate' : call.collectionName()
  const { spec, stages } = parseAggregation(call)
  const [first] = stages
  if (first && '$changeStream' in first) return openChangeStream(call, stages, name, batchSize)
  const coll = isWholeDatabase ? undefined : call.engine.store.catalog.find(call.db, name)
  const given = statsSource(call, coll, first)
  const rest = given ? stages.slice(1) : stages
  const last = rest.at(-1)
  const cursor = isWriteStage(last)
    ? await writeResults(call, last, openRead(call, { name, spec, given, stages: rest.slice(0, -1) }))
    : openRead(call, { name, spec, given, stages: rest })
  return firstReply(call, cursor, { batchSize })
}

export const aggregateCommands: Command[] = [
  {
    name: 'aggregate',
    fields: ['pipeline', 'cursor', 'allowDiskUse', 'bypassDocumentValidation', 'collation', 'hint', 'let'],
    transactional: true,
    run: aggregate,
  },
]
