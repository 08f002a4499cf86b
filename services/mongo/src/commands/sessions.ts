import type { Document } from '../bson/values.ts'
import { sessionId } from '../sessions/session.ts'
import type { Call } from './call.ts'
import type { Command } from './dispatch.ts'

function endSessions(call: Call): Document {
  const ids = call.array(call.name) ?? []
  for (const lsid of ids) call.engine.cursors.killSession(sessionId(lsid).toString('base64'))
  return {}
}

export const sessionCommands: Command[] = [
  { name: 'endSessions', fields: [], run: endSessions },
  { name: 'killSessions', fields: [], run: endSessions },
  { name: 'refreshSessions', fields: [], run: () => ({}) },
]
