import 'server-only'

export { beginSession, type Entry } from './begin-session'
export {
  endSessions,
  findBanned,
  findLiveSessions,
  findSession,
  forgetFactors,
  lastSeenOf,
  leaveWorkspace,
  noteFactor,
  noteProof,
  setSessionWorkspace,
} from './data'
export { knownDevice } from './known-device'
export { listSessions } from './manage-sessions'
export { closeEndedSessions, endWithSession } from './open-streams'
export { sessionData } from './personal-data'
export { findSessionOf, isLive, rotateSession } from './rotate-session'
