import { fail } from '../../errors.ts'
import { describe } from '../values/describe.ts'
import { setOwn } from '../values/set-own.ts'
import { type Document, isDocument } from '../values/types.ts'
import { isNullish, typeNameOf } from './operands.ts'

function fromPair(pair: unknown, object: Document): void {
  if (!Array.isArray(pair))
    fail(
      'Location40396',
      `$arrayToObject requires a consistent input format. Elements mustall be arrays or all be objects. Array was detected, now found: ${typeNameOf(pair)}`,
    )
  if (pair.length !== 2)
    fail(
      'Location40397',
      `$arrayToObject requires an array of size 2 arrays,found array of size: ${pair.length}`,
    )
  if (typeof pair[0] !== 'string')
    fail(
      'Location40395',
      `$arrayToObject requires an array of key-value pairs, where the key must be of type string. Found key type: ${typeNameOf(pair[0])}`,
    )
  setOwn(object, pair[0], pair[1])
}

function fromKeyValue(entry: unknown, object: Document): void {
  if (!isDocument(entry))
    fail(
      'Location40391',
      `$arrayToObject requires a consistent input format. Elements mustall be arrays or all be objects. Object was detected, now found: ${typeNameOf(entry)}`,
    )
  const size = Object.keys(entry).length
  if (size !== 2)
    fail(
      'Location40392',
      `$arrayToObject requires an object keys of 'k' and 'v'. Found incorrect number of keys:${size}`,
    )
  if (!Object.hasOwn(entry, 'k') || !Object.hasOwn(entry, 'v'))
    fail(
      'Location40393',
      `$arrayToObject requires an object with keys 'k' and 'v'. Missing either or both keys from: ${describe(entry)}`,
    )
  if (typeof entry['k'] !== 'string')
    fail(
      'Location40394',
      `$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type: ${typeNameOf(entry['k'])}`,
    )
  setOwn(object, entry['k'], entry['v'])
}

export function arrayToObject(input: unknown): unknown {
  if (isNullish(input)) return null
  if (!Array.isArray(input))
    fail('Location40386', `$arrayToObject requires an array input, found: ${typeNameOf(input)}`)
  const object: Document = {}
  if (input.length === 0) return object
  const add = Array.isArray(input[0]) ? fromPair : fromKeyValue
  if (add === fromKeyValue && !isDocument(input[0]))
    fail('Location40398', `Unrecognised input type format for $arrayToObject: ${typeNameOf(input[0])}`)
  for (const entry of input) add(entry, object)
  return object
}

export function objectToArray(value: unknown): unknown {
  if (isNullish(value)) return null
  if (!isDocument(value))
    fail('Location40390', `$objectToArray requires a document input, found: ${typeNameOf(value)}`)
  return Object.entries(value).map(([k, v]) => ({ k, v }))
}
