import type { Document } from '../bson/values.ts'
import { fail } from '../errors.ts'
import { type Session, sessionId } from '../sessions/session.ts'
import type { Call } from './call.ts'
import type { Command } from './dispatch.ts'

function endSessions(call: Call): Document {
  const ids = call.array(call.name) ?? []
  for (const each of ids) {
    const lsid = sessionId(each).toString('base64')
    call.engine.transactions.abortSession(lsid)
    call.engine.cursors.killSession(lsid)
  }
  return {}
}

function sessionOf(call: Call): Session {
  if (call.session && call.body['autocommit'] === false) return call.session
  return fail('InvalidOptions', `${call.name} must be run within a transaction`)
}

async function commitTransaction(call: Call): Promise<Document> {
  await call.engine.transactions.commit(sessionOf(call))
  return {}
}

function abortTransaction(call: Call): Document {
  call.engine.transactions.abort(sessionOf(call))
  return {}
}

export const sessionCommands: Command[] = [
  {
    name: 'commitTransaction',
    fields: ['recoveryToken'],
    endsTransaction: true,
    adminOnly: true,
    run: commitTransaction,
  },
  {
    name: 'abortTransaction',
    fields: ['recoveryToken'],
    endsTransaction: true,
    adminOnly: true,
    run: abortTransaction,
  },
  { name: 'endSessions', fields: [], run: endSessions },
  { name: 'killSessions', fields: [], run: endSessions },
  { name: 'refreshSessions', fields: [], run: () => ({}) },
]
