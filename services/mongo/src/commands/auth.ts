import { Binary } from 'bson'
import { ScramConversation } from '../auth/scram.ts'
import { type Document, isDocument, toNumber } from '../bson/values.ts'
import { fail } from '../errors.ts'
import type { Call } from './call.ts'
import type { Command } from './dispatch.ts'

const CONVERSATION_ID = 1
const MECHANISM = 'SCRAM-SHA-256'

function payloadOf(body: Document): string {
  const payload = body['payload']
  if (payload instanceof Binary)
    return Buffer.from(payload.buffer.subarray(0, payload.position)).toString('utf8')
  return fail('AuthenticationFailed', 'Authentication failed.')
}

function reply(payload: string, done: boolean): Document {
  return { conversationId: CONVERSATION_ID, done, payload: new Binary(Buffer.from(payload)) }
}

/** Begins a conversation, for saslStart and for the speculative try within hello. */
export function startConversation(call: Call, body: Document): Document {
  const { credentials } = call.engine
  if (body['mechanism'] !== MECHANISM)
    fail(
      'MechanismUnavailable',
      `Unsupported mechanism '${String(body['mechanism'])}': this server speaks ${MECHANISM}`,
    )
  if (!credentials)
    return fail('AuthenticationFailed', 'This server has no password set: connect without credentials.')
  const scram = new ScramConversation(credentials)
  const answer = scram.start(payloadOf(body))
  const options = body['options']
  const skipsEmpty = isDocument(options) && options['skipEmptyExchange'] === true
  call.context.auth = { scram, skipsEmpty, isProven: false }
  return reply(answer, false)
}

function continueConversation(call: Call): Document {
  const { context, body } = call
  const { auth } = context
  if (!auth || toNumber(body['conversationId']) !== CONVERSATION_ID)
    return fail('ProtocolError', 'No SASL session state found')
  if (auth.isProven) {
    delete context.auth
    context.isAuthenticated = true
    return reply('', true)
  }
  try {
    const answer = auth.scram.finish(payloadOf(body))
    auth.isProven = true
    if (auth.skipsEmpty) {
      delete context.auth
      context.isAuthenticated = true
    }
    return reply(answer, auth.skipsEmpty)
  } catch (error) {
    delete context.auth
    throw error
  }
}

function logout(call: Call): Document {
  call.context.isAuthenticated = false
  return {}
}

export const authCommands: Command[] = [
  {
    name: 'saslStart',
    fields: ['mechanism', 'payload', 'options', 'autoAuthorize'],
    needsNoAuth: true,
    run: (call) => startConversation(call, call.body),
  },
  {
    name: 'saslContinue',
    fields: ['conversationId', 'payload'],
    needsNoAuth: true,
    run: continueConversation,
  },
  { name: 'logout', fields: [], needsNoAuth: true, run: logout },
]
