import 'server-only'
import { ObjectId } from 'mongodb'
import { driverCollection, isDuplicateKey, orm } from '@/lib/platform/db'

export type JobPayload = { [name: string]: string | number | boolean | null }
export type ClaimedJob = { id: string; kind: string; payload: unknown; attempts: number }

type JobDocument = {
  kind: string
  payload: unknown
  runAt: Date
  attempts: number
  leasedUntil: Date | null
  error: string | null
  doneAt: Date | null
  expiresAt: Date | null
}

const jobs = () => driverCollection<JobDocument>('jobs')

/** @returns false when a job with this key is there already */
export async function createJob(
  kind: string,
  key: string,
  payload: JobPayload,
  runAt: Date,
): Promise<boolean> {
  const fresh = { attempts: 0, leasedUntil: null, error: null, doneAt: null, expiresAt: null }
  try {
    await orm().jobs.create({ kind, key, payload, runAt, ...fresh })
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

/** Takes the job of one of these kinds that is due longest, for `leaseMs`. A lease that ran out is taken over. */
export async function claimDueJob(
  kinds: readonly string[],
  now: Date,
  leaseMs: number,
): Promise<ClaimedJob | null> {
  const isFree = { $or: [{ leasedUntil: null }, { leasedUntil: { $lt: now } }] }
  const job = await jobs().findOneAndUpdate(
    { doneAt: null, runAt: { $lte: now }, kind: { $in: kinds }, ...isFree },
    { $set: { leasedUntil: new Date(now.getTime() + leaseMs) }, $inc: { attempts: 1 } },
    { sort: { runAt: 1 }, returnDocument: 'after' },
  )
  return job && { id: job._id.toHexString(), kind: job.kind, payload: job.payload, attempts: job.attempts }
}

/** Keeps a job that takes longer than its lease from being taken over. */
export async function extendLease(id: string, leaseMs: number): Promise<void> {
  const leasedUntil = new Date(Date.now() + leaseMs)
  await jobs().updateOne({ _id: new ObjectId(id), doneAt: null }, { $set: { leasedUntil } })
}

/** Ends a job for good; it is forgotten at `expiresAt`. `error` says why it was given up. */
export async function endJob(id: string, expiresAt: Date, error: string | null): Promise<void> {
  const change = { doneAt: new Date(), leasedUntil: null, expiresAt, error }
  await jobs().updateOne({ _id: new ObjectId(id) }, { $set: change })
}

export async function postponeJob(id: string, runAt: Date, error: string): Promise<void> {
  await jobs().updateOne({ _id: new ObjectId(id) }, { $set: { runAt, leasedUntil: null, error } })
}

/** Forgets the jobs of a kind that are not done yet and have this in their payload. One that runs goes on, and can see that it is gone. */
export async function deleteJobs(kind: string, payload: JobPayload): Promise<void> {
  const match = Object.entries(payload).map(([name, value]) => [`payload.${name}`, value])
  await jobs().deleteMany({ kind, doneAt: null, ...Object.fromEntries(match) })
}

export async function isJobThere(id: string): Promise<boolean> {
  return (await jobs().countDocuments({ _id: new ObjectId(id) }, { limit: 1 })) > 0
}
