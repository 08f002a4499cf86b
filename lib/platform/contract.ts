import contract from '@/prisma/generated/contract.json' with { type: 'json' }

/** A field as the database checks it. */
export type StoredField = { bsonType?: string | string[] }
type Collections = Record<string, { validator: { jsonSchema: { properties: Record<string, StoredField> } } }>

const collections: Collections = contract.storage.namespaces.__unbound__.entries.collection

export const COLLECTION_NAMES: readonly string[] = Object.keys(collections)

/** @returns the fields of a collection by name; none of one that is not in the contract */
export function fieldsOf(collection: string): Record<string, StoredField> {
  return collections[collection]?.validator.jsonSchema.properties ?? {}
}
