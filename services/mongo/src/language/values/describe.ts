import { EJSON, type ObjectId } from 'bson'
import { MISSING } from '../paths.ts'
import { type Document, typeOf } from './types.ts'

/** A value in the form of MongoDB's messages: `{ a: 1, b: "x" }`. */
export function describe(value: unknown): string {
  if (value === MISSING) return 'MISSING'
  switch (typeOf(value)) {
    case 'string':
      return JSON.stringify(value)
    case 'array':
      return (value as unknown[]).length === 0 ? '[]' : `[ ${(value as unknown[]).map(describe).join(', ')} ]`
    case 'object':
      return describeDocument(value as Document)
    case 'objectId':
      return `ObjectId('${(value as ObjectId).toHexString()}')`
    case 'int':
    case 'long':
    case 'double':
    case 'decimal':
    case 'bool':
      return String(value)
    case 'undefined':
      return 'undefined'
    case 'date':
      return `new Date(${(value as Date).getTime()})`
    default:
      return EJSON.stringify(value)
  }
}

function describeDocument(doc: Document): string {
  const fields = Object.entries(doc).map(([name, value]) => `${name}: ${describe(value)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

/** A document by its `_id`, as update errors name it. */
export function describeId(doc: Document): string {
  return Object.hasOwn(doc, '_id') ? `{_id: ${describe(doc['_id'])}}` : '{no id}'
}
