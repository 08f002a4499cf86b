import { EJSON } from 'bson'
import type { Collection, Document } from 'mongodb'
import { MongoServerError } from 'mongodb'
import { doc } from '../src/language/test-values.ts'

/** Results with the BSON types that the server sent. */
export const TYPED = { promoteValues: false, promoteBuffers: false, bsonRegExp: true } as const

/** Plain numbers of a document as ints and doubles. */
export function documents(list: object[]): Document[] {
  return list.map((each) => doc(each as Document))
}

/** The number of the error that the server answers, or what it answers instead. */
export async function errorOf(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof MongoServerError) return Number(error.code)
    throw error
  }
}

/** Replaces everything in a collection. */
export async function fill(collection: Collection, list: object[]): Promise<void> {
  await collection.deleteMany({})
  if (list.length > 0) await collection.insertMany(documents(list), { ignoreUndefined: false })
}

/** Whether a case asks for something that a real MongoDB does and this server refuses. */
export function isRefusal(codeName: string): boolean {
  return codeName === 'CommandNotSupported'
}

/**
 * A value in canonical Extended JSON, which names every type: the driver has BSON classes of its own, which
 * are not those that the cases are made of.
 */
export function canonical(value: unknown): unknown {
  return JSON.parse(EJSON.stringify({ value }, { relaxed: false })).value
}
