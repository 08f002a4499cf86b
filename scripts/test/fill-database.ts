import { Binary, Double, Int32, ObjectId } from 'mongodb'
import { fieldsOf } from '@/lib/platform/contract'
import { driverCollection } from '@/lib/platform/db'

export type Filled = { userId: string; workspaceId: string; email: string; word: string }

/**
 * Puts a document of somebody into a collection, as the contract has it: ids and texts name the person wherever a field of that name
 * could, and every text holds `word`. For tests of what happens to everything that is kept of a person.
 */
export async function fillCollection(
  collection: string,
  person: Filled,
  fields: Record<string, unknown> = {},
): Promise<ObjectId> {
  const _id = new ObjectId()
  const document = Object.fromEntries(
    Object.entries(fieldsOf(collection)).map(([name, { bsonType = [] }]) => [
      name,
      someValue(name, [bsonType].flat(), person),
    ]),
  )
  await driverCollection(collection).insertOne({ ...document, _id, ...fields })
  return _id
}

function someValue(
  name: string,
  types: readonly string[],
  { userId, workspaceId, email, word }: Filled,
): unknown {
  const isId = types.includes('objectId')
  if (/^(userId|ownerId|invitedById|actorId)$/.test(name)) return isId ? new ObjectId(userId) : userId
  if (name === 'workspaceId') return new ObjectId(workspaceId)
  if (name === 'email') return email
  // Later than any time at which something expires by itself.
  if (types.includes('date')) return /^(deletedAt|revokedAt|endedAt|doneAt)$/.test(name) ? null : soon()
  if (isId) return new ObjectId()
  if (types.includes('object') && types.includes('array')) return { note: word }
  if (types.includes('array') && !types.includes('object')) return [word]
  if (types.includes('string')) return `${word} ${new ObjectId().toHexString()}`
  if (types.includes('int')) return new Int32(1)
  if (types.includes('double')) return new Double(1)
  if (types.includes('bool')) return false
  if (types.includes('binData')) return new Binary(Buffer.from(word))
  return { note: word }
}

const soon = () => new Date(Date.now() + 60 * 60 * 1000)
