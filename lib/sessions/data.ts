import 'server-only'
import { ObjectId } from 'mongodb'
import { driverCollection, orm } from '@/lib/platform/db'

export type SessionRecord = NonNullable<Awaited<ReturnType<typeof findSession>>>
export type EndReason =
  | 'signed-out'
  | 'ended'
  | 'reuse'
  | 'password'
  | 'everywhere'
  | 'deletion'
  | 'suspended'

type NewSession = Pick<
  SessionRecord,
  | '_id'
  | 'userId'
  | 'tokenHash'
  | 'deviceHash'
  | 'method'
  | 'factorAt'
  | 'userAgent'
  | 'ip'
  | 'place'
  | 'expiresAt'
>

export async function createSession(session: NewSession): Promise<void> {
  const now = new Date()
  const never = { previousHash: null, endedAt: null, endReason: null, workspaceId: null }
  await orm().sessions.create({ ...session, ...never, rotatedAt: now, provedAt: now, lastSeenAt: now })
}

export async function findSession(sessionId: string) {
  return orm().sessions.where({ _id: sessionId }).first()
}

export async function findSessionByToken(tokenHash: string) {
  return orm().sessions.where({ tokenHash }).first()
}

export async function findSessionByPreviousToken(previousHash: string) {
  return orm().sessions.where({ previousHash }).first()
}

/** @returns false when another request rotated first, or the session was ended */
export async function rotateToken(
  sessionId: string,
  { from, to, expiresAt }: { from: string; to: string; expiresAt: Date },
): Promise<boolean> {
  const now = new Date()
  const rotated = await driverCollection('sessions').updateOne(
    { _id: new ObjectId(sessionId), tokenHash: from, endedAt: null },
    { $set: { tokenHash: to, previousHash: from, rotatedAt: now, lastSeenAt: now, expiresAt } },
  )
  return rotated.modifiedCount === 1
}

/** The person's sessions that can still be used, the last one seen first. */
export async function findLiveSessions(userId: string) {
  const all = await orm().sessions.where({ userId }).orderBy({ lastSeenAt: -1 }).all()
  return all.filter(({ endedAt, expiresAt }) => endedAt === null && expiresAt > new Date())
}

/** @returns by person, when any session of theirs was last seen; nobody without one */
export async function lastSeenOf(userIds: readonly string[]): Promise<Map<string, Date>> {
  if (userIds.length === 0) return new Map()
  const seen = await driverCollection('sessions')
    .aggregate<{ _id: ObjectId; at: Date }>([
      { $match: { userId: { $in: userIds.map((id) => new ObjectId(id)) } } },
      { $group: { _id: '$userId', at: { $max: '$lastSeenAt' } } },
    ])
    .toArray()
  return new Map(seen.map(({ _id, at }) => [_id.toHexString(), at]))
}

/** Of sessions of anybody, those that have not ended and whose person is not banned. */
export async function findLiveSessionIds(sessionIds: readonly string[]): Promise<Set<string>> {
  const ids = sessionIds.map((id) => new ObjectId(id))
  const live = { _id: { $in: ids }, endedAt: null, expiresAt: { $gt: new Date() } }
  const found = await driverCollection<{ _id: ObjectId; userId: ObjectId }>('sessions')
    .find(live, { projection: { _id: 1, userId: 1 } })
    .toArray()
  const banned = await findBanned(found.map(({ userId }) => userId.toHexString()))
  const allowed = found.filter(({ userId }) => !banned.has(userId.toHexString()))
  return new Set(allowed.map(({ _id }) => _id.toHexString()))
}

/** @returns those of some people who may not use their accounts (now) */
export async function findBanned(userIds: readonly string[]): Promise<Set<string>> {
  if (userIds.length === 0) return new Set()
  const ids = [...new Set(userIds)].map((id) => new ObjectId(id))
  const banned = await driverCollection<{ _id: ObjectId }>('users')
    .find({ _id: { $in: ids }, suspendedAt: { $ne: null } }, { projection: { _id: 1 } })
    .toArray()
  return new Set(banned.map(({ _id }) => _id.toHexString()))
}

/** Notes that the person has just shown again who they are. */
export async function noteProof(sessionId: string): Promise<void> {
  await orm().sessions.where({ _id: sessionId }).update({ provedAt: new Date() })
}

/** Notes that the person has just shown a second step, or a passkey, which is a fresh proof as well. */
export async function noteFactor(sessionId: string): Promise<void> {
  const now = new Date()
  await orm().sessions.where({ _id: sessionId }).update({ provedAt: now, factorAt: now })
}

/** Forgets that second steps were shown, where the session did not begin with a passkey. */
export async function forgetFactors(userId: string): Promise<void> {
  await driverCollection('sessions').updateMany(
    { userId: new ObjectId(userId), endedAt: null, method: { $ne: 'passkey' } },
    { $set: { factorAt: null } },
  )
}

/** Lets a session work in a workspace from its next request on. */
export async function setSessionWorkspace(sessionId: string, workspaceId: string): Promise<void> {
  await orm().sessions.where({ _id: sessionId }).update({ workspaceId })
}

/** Sessions of somebody that work in a workspace are in the person's own again. */
export async function leaveWorkspace(userId: string, workspaceId: string): Promise<void> {
  await driverCollection('sessions').updateMany(
    { userId: new ObjectId(userId), workspaceId: new ObjectId(workspaceId) },
    { $set: { workspaceId: null } },
  )
}

export async function hasSession(userId: string): Promise<boolean> {
  return (await orm().sessions.where({ userId }).first()) !== null
}

export async function hasSessionOnDevice(userId: string, deviceHash: string): Promise<boolean> {
  return (await orm().sessions.where({ userId, deviceHash }).first()) !== null
}

/** @returns how many of the person's sessions were ended: those named, or all but one */
export async function endSessions(
  userId: string,
  which: { sessionId: string } | { except: string | null },
  endReason: EndReason,
): Promise<number> {
  const named = 'sessionId' in which ? { _id: new ObjectId(which.sessionId) } : {}
  const others = 'except' in which && which.except ? { _id: { $ne: new ObjectId(which.except) } } : {}
  const ended = await driverCollection('sessions').updateMany(
    { userId: new ObjectId(userId), endedAt: null, ...named, ...others },
    { $set: { endedAt: new Date(), endReason } },
  )
  return ended.modifiedCount
}
