import { afterEach, describe, expect, test } from 'vitest'
import {
  applyUpdate,
  compileFilter,
  compileProjection,
  extractIndexKeys,
  runPipeline,
  upsertSeed,
} from './index.ts'
import { timestamp } from './test-values.ts'
import type { Document } from './values/types.ts'

/*
 * Fields named like the members of JavaScript's objects are fields like any others. Documents are written
 * as JSON, since an object literal cannot have a field `__proto__`.
 */

const NAMES = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toJSON',
  'toString',
  'valueOf',
  '_bsontype',
  'then',
]

const NOW = new Date(0)

afterEach(() => {
  expect(Object.keys(Object.prototype)).toStrictEqual([])
})

const parse = (text: string, name: string) => JSON.parse(text.replaceAll('NAME', name))

function update(before: string, change: string, name: string): Document {
  const options = { isInsert: false, now: NOW, nextTimestamp: () => timestamp(1, 1) }
  return applyUpdate(parse(before, name), parse(change, name), options)
}

function pipeline(stages: string, source: string, name: string): Document[] {
  const resolver = { collection: () => [parse('{"_id":9,"NAME":{"x":1}}', name)], now: NOW }
  return [...runPipeline(parse(stages, name), parse(source, name), resolver)]
}

/** The text of a result: `toJSON` and the like are no functions of it. */
const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Object.getPrototypeOf(value) !== Object.prototype) return String(value)
  return `{${Object.entries(value)
    .map(([name, inner]) => `${JSON.stringify(name)}:${textOf(inner)}`)
    .join()}}`
}

describe.each(NAMES)('%s', (name) => {
  const named = (text: string) => text.replaceAll('NAME', name)

  test.each([
    ['{"_id":1}', '{"$set":{"NAME":{"a":1}}}', '{"_id":1,"NAME":{"a":1}}'],
    ['{"_id":1}', '{"$set":{"NAME.a":1}}', '{"_id":1,"NAME":{"a":1}}'],
    ['{"_id":1}', '{"$inc":{"NAME.a.b":1}}', '{"_id":1,"NAME":{"a":{"b":1}}}'],
    ['{"_id":1}', '{"$push":{"NAME":1}}', '{"_id":1,"NAME":[1]}'],
    ['{"_id":1,"a":5}', '{"$rename":{"a":"NAME.b"}}', '{"_id":1,"NAME":{"b":5}}'],
    ['{"_id":1,"NAME":{"a":1},"b":1}', '{"$unset":{"NAME.a":1}}', '{"_id":1,"NAME":{},"b":1}'],
    ['{"_id":1,"NAME":1,"b":1}', '{"$unset":{"NAME":1}}', '{"_id":1,"b":1}'],
    ['{"_id":1}', '[{"$set":{"NAME":{"a":1},"NAME.b":2}}]', '{"_id":1,"NAME":{"a":1,"b":2}}'],
    ['{"_id":1}', '[{"$set":{"NAME":{"a":1}}},{"$set":{"NAME.b":2}}]', '{"_id":1,"NAME":{"a":1,"b":2}}'],
    ['{"_id":1,"a":1}', '{"NAME":{"a":1}}', '{"_id":1,"NAME":{"a":1}}'],
  ])('is updated: %s by %s', (before, change, after) => {
    expect(textOf(update(before, change, name))).toBe(named(after))
  })

  test('is matched, sorted into keys, projected and seeded', () => {
    const matches = (filter: string, doc: string) => compileFilter(parse(filter, name))(parse(doc, name))
    expect(matches('{"NAME":{"$exists":true}}', '{}')).toBe(false)
    expect(matches('{"NAME":{"$exists":true}}', '{"NAME":1}')).toBe(true)
    expect(matches('{"NAME.x":1}', '{"NAME":{"x":1}}')).toBe(true)
    expect(matches('{"$jsonSchema":{"required":["NAME"]}}', '{}')).toBe(false)
    expect(matches('{"$jsonSchema":{"properties":{"NAME":{"bsonType":"int"}}}}', '{"NAME":"a"}')).toBe(false)
    expect(extractIndexKeys(parse('{"NAME":{"x":5}}', name), parse('{"NAME.x":1}', name))).toStrictEqual([
      [5],
    ])
    expect(extractIndexKeys({}, parse('{"NAME":1}', name))).toStrictEqual([[null]])
    const project = compileProjection(parse('{"NAME.x":1}', name))
    expect(textOf(project(parse('{"_id":1,"a":1,"NAME":{"x":1,"y":2}}', name)))).toBe(
      named('{"_id":1,"NAME":{"x":1}}'),
    )
    expect(textOf(upsertSeed(parse('{"NAME":1,"a.NAME.b":2}', name)))).toBe(
      named('{"NAME":1,"a":{"NAME":{"b":2}}}'),
    )
  })

  test.each([
    [
      '[{"$group":{"_id":{"NAME":"$a"},"NAME":{"$push":"$NAME"}}}]',
      '[{"a":1,"NAME":{"x":1}}]',
      '[{"_id":{"NAME":1},"NAME":[{"x":1}]}]',
    ],
    [
      '[{"$addFields":{"NAME":{"$literal":{"a":1}},"q.NAME.x":1}}]',
      '[{"_id":1}]',
      '[{"_id":1,"NAME":{"a":1},"q":{"NAME":{"x":1}}}]',
    ],
    [
      '[{"$project":{"NAME":1,"b.NAME":"$a"}}]',
      '[{"_id":1,"a":1,"NAME":2,"c":3}]',
      '[{"_id":1,"NAME":2,"b":{"NAME":1}}]',
    ],
    ['[{"$replaceWith":{"$arrayToObject":[[{"k":"NAME","v":1}]]}}]', '[{}]', '[{"NAME":1}]'],
    [
      '[{"$project":{"r":{"$objectToArray":"$NAME"}}}]',
      '[{"_id":1,"NAME":{"NAME":2}}]',
      '[{"_id":1,"r":[{"k":"NAME","v":2}]}]',
    ],
    [
      '[{"$replaceWith":{"$setField":{"field":"NAME","input":"$$ROOT","value":1}}}]',
      '[{"_id":1}]',
      '[{"_id":1,"NAME":1}]',
    ],
    ['[{"$replaceWith":{"$mergeObjects":["$$ROOT",{"NAME":1}]}}]', '[{"_id":1}]', '[{"_id":1,"NAME":1}]'],
    ['[{"$project":{"r":{"$getField":"NAME"},"s":"$NAME"}}]', '[{"_id":1}]', '[{"_id":1}]'],
    [
      '[{"$lookup":{"from":"c","localField":"a","foreignField":"NAME.x","as":"NAME"}}]',
      '[{"a":1}]',
      '[{"a":1,"NAME":[{"_id":9,"NAME":{"x":1}}]}]',
    ],
    ['[{"$unwind":"$NAME"}]', '[{"_id":1,"NAME":[1,2]}]', '[{"_id":1,"NAME":1},{"_id":1,"NAME":2}]'],
    [
      '[{"$sort":{"NAME":1}}]',
      '[{"_id":1,"NAME":2},{"_id":2,"NAME":1},{"_id":3}]',
      '[{"_id":3},{"_id":2,"NAME":1},{"_id":1,"NAME":2}]',
    ],
    ['[{"$facet":{"NAME":[]}}]', '[{"_id":1}]', '[{"NAME":[{"_id":1}]}]'],
    [
      '[{"$bucketAuto":{"groupBy":"$a","buckets":1,"output":{"NAME":{"$sum":1}}}}]',
      '[{"a":1}]',
      '[{"_id":{"min":1,"max":1},"NAME":1}]',
    ],
    ['[{"$setWindowFields":{"output":{"NAME.a":{"$sum":1}}}}]', '[{"_id":1}]', '[{"_id":1,"NAME":{"a":1}}]'],
    ['[{"$fill":{"output":{"NAME":{"value":1}}}}]', '[{"_id":1}]', '[{"_id":1,"NAME":1}]'],
    [
      '[{"$fill":{"sortBy":{"a":1},"output":{"NAME":{"method":"locf"}}}}]',
      '[{"a":1,"NAME":1},{"a":2}]',
      '[{"a":1,"NAME":1},{"a":2,"NAME":1}]',
    ],
    ['[{"$redact":"$$DESCEND"}]', '[{"_id":1,"NAME":{"x":1}}]', '[{"_id":1,"NAME":{"x":1}}]'],
  ])('is in the results of %s', (stages, source, results) => {
    expect(textOf(pipeline(stages, source, name))).toBe(named(results))
  })
})
