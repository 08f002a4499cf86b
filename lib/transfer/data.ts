import 'server-only'
import { ObjectId } from 'mongodb'
import type { Scope } from '@/lib/auth/context'
import { driverCollection, isDuplicateKey, orm } from '@/lib/platform/db'
import type { ImportReport, ImportSource, ImportStatus } from './schema'

export type ImportProgress = { bytesRead: number; bytesTotal: number | null }

type ImportDocument = {
  _id: ObjectId
  workspaceId: ObjectId
  userId: ObjectId
  source: string
  fileName: string
  status: ImportStatus
  progress: ImportProgress
  report: ImportReport | null
  heartbeatAt: Date
  createdAt: Date
  endedAt: Date | null
}
export type ImportRecord = Omit<ImportDocument, '_id' | 'workspaceId' | 'userId' | 'source'> &
  Scope & { id: string; source: ImportSource | '' }

/** Its server lives, or died without a word. */
export const ALIVE: readonly ImportStatus[] = ['running', 'cancelling', 'publishing']

const jobs = () => driverCollection<ImportDocument>('importJobs')
const mine = ({ workspaceId, userId }: Scope) => ({
  workspaceId: new ObjectId(workspaceId),
  userId: new ObjectId(userId),
})

function toRecord({ _id, workspaceId, userId, source, ...job }: ImportDocument): ImportRecord {
  return {
    ...job,
    id: _id.toHexString(),
    workspaceId: workspaceId.toHexString(),
    userId: userId.toHexString(),
    source: source as ImportRecord['source'],
  }
}

/** @returns false when the id is taken, by whomever */
export async function createImport(
  scope: Scope,
  job: { id: string; fileName: string; progress: ImportProgress },
): Promise<boolean> {
  const { id, ...fields } = job
  try {
    const created = {
      _id: id,
      source: '',
      status: 'running',
      report: null,
      heartbeatAt: new Date(),
      endedAt: null,
    }
    await orm().importJobs.create({
      ...created,
      ...fields,
      workspaceId: scope.workspaceId,
      userId: scope.userId,
    })
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

export async function findImport(scope: Scope, id: string): Promise<ImportRecord | null> {
  const job = await jobs().findOne({ _id: new ObjectId(id), ...mine(scope) })
  return job && toRecord(job)
}

/** @returns the caller's imports, newest first */
export async function findImports(scope: Scope, limit: number): Promise<ImportRecord[]> {
  const found = await jobs().find(mine(scope)).sort({ createdAt: -1 }).limit(limit).toArray()
  return found.map(toRecord)
}

/** Tells how far an import is. @returns what its status is now: somebody may have cancelled it */
export async function beat(
  scope: Scope,
  id: string,
  state: { progress: ImportProgress; report: ImportReport; source: ImportSource | null },
): Promise<ImportStatus | null> {
  const { source, ...fields } = state
  const change = { ...fields, source: source ?? '', heartbeatAt: new Date() }
  const job = await jobs().findOneAndUpdate(
    { _id: new ObjectId(id), ...mine(scope) },
    { $set: change },
    { returnDocument: 'after' },
  )
  return job?.status ?? null
}

/** Changes the status if it is one of `from`. @returns whether it was */
export async function moveImport(
  scope: Scope,
  id: string,
  from: readonly ImportStatus[],
  change: Partial<
    Pick<ImportDocument, 'status' | 'source' | 'report' | 'progress' | 'endedAt' | 'heartbeatAt'>
  >,
): Promise<boolean> {
  const { matchedCount } = await jobs().updateOne(
    { _id: new ObjectId(id), ...mine(scope), status: { $in: [...from] } },
    { $set: change },
  )
  return matchedCount === 1
}

/** Imports of anybody that say they run and have not said so since `before`. */
export async function findDeadImports(before: Date): Promise<ImportRecord[]> {
  const found = await jobs()
    .find({ status: { $in: [...ALIVE] }, heartbeatAt: { $lt: before } })
    .limit(100)
    .toArray()
  return found.map(toRecord)
}
