import { Timestamp } from 'bson'
import { type Document, isDocument } from '../bson/values.ts'
import { ChangeStream, type StreamScope } from '../changes/change-stream.ts'
import type { EventOptions } from '../changes/events.ts'
import { readToken } from '../changes/resume-token.ts'
import { fail } from '../errors.ts'
import { fromTimestamp } from '../storage/clock.ts'
import type { Call } from './call.ts'
import { firstReply } from './cursors.ts'

const OPTIONS = [
  'fullDocument',
  'fullDocumentBeforeChange',
  'resumeAfter',
  'startAfter',
  'startAtOperationTime',
  'allChangesForCluster',
  'showExpandedEvents',
]

/** Stages that may follow $changeStream. */
const STAGES = new Set([
  '$match',
  '$project',
  '$addFields',
  '$set',
  '$unset',
  '$replaceRoot',
  '$replaceWith',
  '$redact',
])

/** Opens a change stream and answers its (empty) first batch. */
export async function openChangeStream(
  call: Call,
  stages: Document[],
  name: string,
  batchSize: number | undefined,
): Promise<Document> {
  if (call.session?.transaction)
    fail('OperationNotSupportedInTransaction', '$changeStream cannot run in a multi-document transaction.')
  const [first, ...pipeline] = stages
  const options = first?.['$changeStream']
  if (!isDocument(options)) return fail('Location50808', '$changeStream must take a nested object')
  for (const field of Object.keys(options))
    if (!OPTIONS.includes(field))
      fail('IDLUnknownField', `BSON field '$changeStream.${field}' is an unknown field.`)
  for (const stage of pipeline) {
    const stageName = Object.keys(stage)[0] ?? ''
    if (!STAGES.has(stageName))
      fail('IllegalOperation', `${stageName} is not permitted in a $changeStream pipeline`)
  }
  const cursor = new ChangeStream(call.engine.store, {
    ...eventOptions(options),
    namespace: `${call.db}.${name}`,
    lsid: call.session?.lsid,
    scope: scopeOf(call, options, name),
    position: startOf(call, options),
    pipeline,
  })
  return firstReply(call, cursor, { batchSize })
}

function scopeOf(call: Call, options: Document, name: string): StreamScope {
  if (options['allChangesForCluster'] !== true)
    return name === '$cmd.aggregate' ? { db: call.db } : { db: call.db, coll: name }
  if (call.db !== 'admin' || name !== '$cmd.aggregate')
    fail(
      'InvalidOptions',
      "A $changeStream with 'allChangesForCluster:true' may only be opened on the 'admin' database",
    )
  return {}
}

function eventOptions(options: Document): EventOptions {
  return {
    fullDocument: choice(options, 'fullDocument', ['default', 'updateLookup', 'whenAvailable', 'required']),
    fullDocumentBeforeChange: choice(options, 'fullDocumentBeforeChange', [
      'off',
      'whenAvailable',
      'required',
    ]),
    showExpandedEvents: options['showExpandedEvents'] === true,
  }
}

function choice<T extends string>(options: Document, field: string, values: [T, ...T[]]): T {
  const value = options[field] ?? values[0]
  const known = values.find((each) => each === value)
  return (
    known ??
    fail(
      'BadValue',
      `Enumeration value '${String(value)}' for field '$changeStream.${field}' is not a valid value.`,
    )
  )
}

/** The position after which the stream begins. */
function startOf(call: Call, options: Document): number {
  const { resumeAfter, startAfter, startAtOperationTime } = options
  const given = [resumeAfter, startAfter, startAtOperationTime].filter((each) => each !== undefined)
  if (given.length > 1)
    fail('Location50674', 'Only one type of resume option is allowed, but multiple were found.')
  if (startAtOperationTime !== undefined) {
    if (!(startAtOperationTime instanceof Timestamp))
      fail(
        'TypeMismatch',
        "BSON field '$changeStream.startAtOperationTime' is the wrong type, expected type 'timestamp'",
      )
    return fromTimestamp(startAtOperationTime) - 1
  }
  if (given.length === 0) return call.engine.store.lastCommitted
  const { position, kind } = readToken(given[0])
  if (kind === 'invalidate' && resumeAfter !== undefined)
    fail(
      'InvalidResumeToken',
      "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate notification.",
    )
  return position
}
