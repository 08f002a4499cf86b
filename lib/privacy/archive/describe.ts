import 'server-only'
import { fieldsOf, type StoredField } from '@/lib/platform/contract'
import type { PersonalData } from '@/lib/platform/personal-data'

/** How a stored type looks in JSON. */
const LOOKS: Record<string, object> = {
  objectId: { type: 'string', pattern: '^[0-9a-f]{24}$' },
  date: { type: 'string', format: 'date-time' },
  binData: { type: 'string', contentEncoding: 'base64' },
  bool: { type: 'boolean' },
  int: { type: 'integer' },
  long: { type: 'integer' },
  double: { type: 'number' },
}

function looks({ bsonType }: StoredField): object {
  const types = [bsonType ?? []].flat()
  const each = types.map((type) => LOOKS[type] ?? { type })
  return each.length === 1 ? (each[0] ?? {}) : { anyOf: each }
}

/** @returns the JSON Schema of every file of an archive, by the name of the file */
export function describeArchive(parts: readonly PersonalData[]): object {
  const files = parts.map(({ collection, about, without }) => {
    const properties = Object.entries(fieldsOf(collection))
      .filter(([name]) => !without.includes(name))
      .map(([name, property]) => [name, looks(property)])
    const items = { type: 'object', properties: Object.fromEntries(properties) }
    return [`data/${collection}.json`, { type: 'array', description: about, items }]
  })
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Everything Numina holds of a person',
    description: 'Ids are 24 hex digits, times ISO 8601 in UTC, bytes base64.',
    properties: Object.fromEntries(files),
  }
}

/** @returns what the archive says of itself, in words */
export function introduceArchive(
  parts: readonly { data: PersonalData; count: number }[],
  made: { email: string; at: Date; origin: string },
): string {
  const width = Math.max(...parts.map(({ data }) => data.collection.length))
  const list = parts.map(
    ({ data, count }) => `  data/${`${data.collection}.json`.padEnd(width + 5)}  ${data.about} (${count})`,
  )
  return [
    'Your data at Numina',
    '===================',
    '',
    `Everything that ${made.origin} holds of the account ${made.email},`,
    `as it was on ${made.at.toISOString()}.`,
    '',
    'What is in here',
    '---------------',
    ...list,
    '  files/  your pictures',
    '  schema.json  the fields of every file, as JSON Schema',
    '',
    'Every file under data/ is a list in JSON, one record a line. Records name each other by their _id.',
    'All conversations in a form that another Numina can read are under Settings > Your data.',
    '',
    'What is not in here',
    '-------------------',
    'Hashes of passwords, tokens and codes, and keys of providers: they are secrets, some also of others.',
    'What other people wrote or own, and the addresses of people you invited.',
    "Earlier archives like this one, and the server's own log files, which hold ids and no contents.",
    '',
  ].join('\n')
}
