import { Int32, ObjectId } from 'bson'
import { type Document, MAX_DOCUMENT_BYTES } from '../bson/values.ts'
import { ServerError } from '../errors.ts'
import { MAX_MESSAGE_BYTES } from '../protocol/frames.ts'
import { toTimestamp } from '../storage/clock.ts'
import { startConversation } from './auth.ts'
import type { Call } from './call.ts'
import type { Command } from './dispatch.ts'

/** The wire version of MongoDB 8.0. */
const MAX_WIRE_VERSION = 25
export const SERVER_VERSION = '8.0.0'
const SET_NAME = 'numina'
const SESSION_TIMEOUT_MINUTES = 30
export const MAX_WRITE_BATCH = 100_000

/** The only election this one-node set ever has had. */
const ELECTION_ID = new ObjectId('7fffffff0000000000000001')

/** The handshake of a one-node replica set, by which drivers learn that sessions and transactions work. */
function hello(call: Call): Document {
  const { address, connectionId } = call.context
  const time = toTimestamp(call.engine.store.lastCommitted)
  const date = new Date((time.high >>> 0) * 1000)
  const opTime = { ts: time, t: 1n }
  const primaryField = call.name.toLowerCase() === 'hello' ? 'isWritablePrimary' : 'ismaster'
  const { credentials } = call.engine
  const speculative = call.document('speculativeAuthenticate')
  return {
    ...(credentials &&
      call.body['saslSupportedMechs'] !== undefined && { saslSupportedMechs: ['SCRAM-SHA-256'] }),
    ...(credentials && speculative && { speculativeAuthenticate: authenticateEarly(call, speculative) }),
    helloOk: true,
    [primaryField]: true,
    hosts: [address],
    setName: SET_NAME,
    setVersion: 1,
    secondary: false,
    primary: address,
    me: address,
    electionId: ELECTION_ID,
    lastWrite: { opTime, lastWriteDate: date, majorityOpTime: opTime, majorityWriteDate: date },
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: MAX_WRITE_BATCH,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: SESSION_TIMEOUT_MINUTES,
    connectionId,
    minWireVersion: 0,
    maxWireVersion: MAX_WIRE_VERSION,
    readOnly: false,
  }
}

/** Begins the authentication that a client sends along; one that cannot be is left out, not an error. */
function authenticateEarly(call: Call, request: Document): Document | undefined {
  try {
    return startConversation(call, request)
  } catch (error) {
    if (error instanceof ServerError) return undefined
    throw error
  }
}

const HELLO_FIELDS = [
  'helloOk',
  'client',
  'compression',
  'saslSupportedMechs',
  'speculativeAuthenticate',
  'topologyVersion',
  'maxAwaitTimeMS',
  'loadBalanced',
  'backpressure',
]

export const handshakeCommands: Command[] = [
  { name: 'hello', aliases: ['isMaster', 'ismaster'], fields: HELLO_FIELDS, needsNoAuth: true, run: hello },
  { name: 'ping', fields: [], needsNoAuth: true, run: () => ({}) },
  {
    name: 'buildInfo',
    aliases: ['buildinfo'],
    fields: [],
    needsNoAuth: true,
    run: () => ({
      version: SERVER_VERSION,
      versionArray: [8, 0, 0, 0],
      gitVersion: 'numina',
      modules: ['numina-mongo'],
      bits: 64,
      debug: false,
      maxBsonObjectSize: MAX_DOCUMENT_BYTES,
      storageEngines: ['sqlite'],
    }),
  },
  {
    name: 'replSetGetStatus',
    fields: ['initialSync'],
    run: (call) => ({
      set: SET_NAME,
      date: new Date(),
      myState: 1,
      term: 1n,
      members: [
        {
          _id: 0,
          name: call.context.address,
          health: new Int32(1),
          state: 1,
          stateStr: 'PRIMARY',
          self: true,
        },
      ],
    }),
  },
]
