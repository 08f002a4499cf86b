import type { Timestamp } from 'bson'
import { decodeDocument } from '../bson/decode.ts'
import { encodeDocument } from '../bson/encode.ts'
import { type Document, isDocument, toNumber } from '../bson/values.ts'
import { type CodeName, ServerError } from '../errors.ts'
import type { ReadRequest } from '../query/read.ts'

/** What the server asks of a worker. */
export type ToWorker =
  | { kind: 'open'; id: number; request: Uint8Array; catalogVersion: number }
  | { kind: 'next'; id: number; limit: number }
  | { kind: 'close'; id: number }

/** What a worker answers to `next`, and to a failing `open` by the first `next`. */
export type FromWorker =
  | { kind: 'batch'; id: number; docs: Uint8Array[]; done: boolean }
  | { kind: 'error'; id: number; error: WireError | undefined; text: string }

/** A ServerError as it crosses threads. */
export interface WireError {
  codeName: string
  message: string
  labels: string[]
  extra: Uint8Array
}

/** BSON values lose their classes between threads, BSON bytes do not. */
export function packRequest({ db, name, spec, projection, stages, clusterTime }: ReadRequest): Uint8Array {
  const { filter, sort, skip, limit, hint, collation, variables } = spec
  return encodeDocument({
    db,
    name,
    filter,
    sort,
    skip,
    limit,
    hint,
    collation,
    variables,
    projection,
    stages,
    clusterTime,
  })
}

export function unpackRequest(bytes: Uint8Array): ReadRequest {
  const doc = decodeDocument(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const documentOf = (name: string) => (isDocument(doc[name]) ? doc[name] : undefined)
  return {
    db: String(doc['db']),
    name: String(doc['name']),
    spec: {
      filter: documentOf('filter') ?? {},
      sort: documentOf('sort'),
      skip: toNumber(doc['skip']),
      limit: toNumber(doc['limit']),
      hint: doc['hint'],
      collation: documentOf('collation'),
      variables: documentOf('variables'),
    },
    projection: documentOf('projection'),
    stages: doc['stages'] as Document[],
    clusterTime: doc['clusterTime'] as Timestamp,
  }
}

export function packError(error: unknown): { error: WireError | undefined; text: string } {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  if (!(error instanceof ServerError)) return { error: undefined, text }
  const { codeName, message, labels, extra } = error
  return { error: { codeName, message, labels, extra: encodeDocument(extra) }, text }
}

export function unpackError({ error, text }: { error: WireError | undefined; text: string }): Error {
  if (!error) return new Error(text)
  const { codeName, message, labels, extra } = error
  const bytes = Buffer.from(extra.buffer, extra.byteOffset, extra.byteLength)
  return new ServerError(codeName as CodeName, message, decodeDocument(bytes), labels)
}
