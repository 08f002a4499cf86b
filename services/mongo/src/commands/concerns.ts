import { type Document, isDocument, toNumber } from '../bson/values.ts'
import { fail } from '../errors.ts'

/**
 * Checks the read concern, write concern and API version of a command. One node that acknowledges what
 * is on its disk fulfils all of them except those that ask for something else.
 * @throws ServerError InvalidOptions, UnsatisfiableWriteConcern, APIVersionError
 */
export function checkConcerns(body: Document): void {
  const { readConcern, writeConcern, apiVersion } = body
  if (isDocument(readConcern)) checkReadConcern(readConcern, body['autocommit'] === false)
  if (isDocument(writeConcern)) checkWriteConcern(writeConcern)
  if (apiVersion !== undefined && apiVersion !== '1') fail('APIVersionError', `API version must be "1"`)
}

const LEVELS = ['local', 'available', 'majority', 'linearizable', 'snapshot']

function checkReadConcern({ level }: Document, isTransaction: boolean): void {
  if (level === undefined) return
  if (typeof level !== 'string' || !LEVELS.includes(level))
    fail(
      'FailedToParse',
      `Enumeration value '${String(level)}' for field 'readConcern.level' is not a valid value.`,
    )
  if (level === 'snapshot' && !isTransaction)
    fail('InvalidOptions', "readConcern level 'snapshot' is supported only in transactions by this server")
}

function checkWriteConcern({ w }: Document): void {
  const nodes = toNumber(w)
  const isKnown = w === undefined || w === 'majority' || (nodes !== undefined && nodes >= 0 && nodes <= 1)
  if (!isKnown)
    fail(
      'UnsatisfiableWriteConcern',
      `Not enough data-bearing nodes: this server is one node, write concern w: ${String(w)} needs more`,
    )
}
