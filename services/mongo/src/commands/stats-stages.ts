import { Int32 } from 'bson'
import { type Document, isDocument } from '../bson/values.ts'
import { fail } from '../errors.ts'
import { type Collection, namespaceOf } from '../storage/types.ts'
import type { Call } from './call.ts'

/** The documents of a first stage that tells about a collection; undefined for other stages. */
export function statsSource(
  call: Call,
  coll: Collection | undefined,
  stage: Document | undefined,
): Document[] | undefined {
  if (stage && '$collStats' in stage) return [collStats(call, coll, stage['$collStats'])]
  if (stage && '$indexStats' in stage)
    return (coll?.indexes ?? []).map((index) => indexStats(call, index.spec))
  return undefined
}

function collStats(call: Call, coll: Collection | undefined, request: unknown): Document {
  if (!isDocument(request)) return fail('TypeMismatch', '$collStats must take a nested object')
  if (!coll) return fail('NamespaceNotFound', 'Collection not found, $collStats needs an existing one')
  const result: Document = { ns: namespaceOf(coll), host: call.context.address, localTime: new Date() }
  for (const section of Object.keys(request)) {
    if (section === 'count') result['count'] = new Int32(coll.count)
    else if (section === 'storageStats')
      result['storageStats'] = {
        size: coll.bytes,
        count: coll.count,
        avgObjSize: coll.count > 0 ? coll.bytes / coll.count : 0,
        storageSize: coll.bytes,
        nindexes: new Int32(coll.indexes.length),
        capped: false,
      }
    else fail('CommandNotSupported', `The section '${section}' of $collStats is not supported by this server`)
  }
  return result
}

/** Uses are not counted by this server: `accesses` is left out rather than reported as zero. */
function indexStats(call: Call, spec: Document): Document {
  return { name: spec['name'], key: spec['key'], host: call.context.address, spec }
}
