import { Int32 } from 'bson'
import { type Document, isDocument } from '../bson/values.ts'
import { identicalValues } from '../language/values/identical.ts'

/** What a change stream tells about an update. */
export interface UpdateDescription extends Document {
  updatedFields: Document
  removedFields: string[]
  truncatedArrays: Document[]
}

function diffArrays(before: unknown[], after: unknown[], path: string, into: UpdateDescription): void {
  if (after.length < before.length)
    into.truncatedArrays.push({ field: path, newSize: new Int32(after.length) })
  after.forEach((value, i) => {
    diffValue(before[i], value, `${path}.${i}`, into, i < before.length)
  })
}

function diffValue(
  before: unknown,
  after: unknown,
  path: string,
  into: UpdateDescription,
  existed: boolean,
): void {
  if (existed && identicalValues(before, after)) return
  if (existed && isDocument(before) && isDocument(after)) diffFields(before, after, `${path}.`, into)
  else if (existed && Array.isArray(before) && Array.isArray(after)) diffArrays(before, after, path, into)
  else into.updatedFields[path] = after
}

function diffFields(before: Document, after: Document, prefix: string, into: UpdateDescription): void {
  for (const name of Object.keys(before))
    if (!Object.hasOwn(after, name)) into.removedFields.push(prefix + name)
  for (const name of Object.keys(after))
    diffValue(before[name], after[name], prefix + name, into, Object.hasOwn(before, name))
}

/** The fields that an update changed, by dotted path (array elements by position). */
export function diffDocuments(before: Document, after: Document): UpdateDescription {
  const description: UpdateDescription = { updatedFields: {}, removedFields: [], truncatedArrays: [] }
  diffFields(before, after, '', description)
  return description
}
