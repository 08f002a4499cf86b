import 'server-only'
import { newId } from '@/lib/core/ids'
import { log } from '@/lib/platform/log'
import {
  type ClaimedJob,
  claimDueJob,
  createJob,
  deleteJobs,
  endJob,
  extendLease,
  isJobThere,
  type JobPayload,
  postponeJob,
} from './data'

/**
 * Does the work of one kind of job. Runs again after a failure or a crash: it must be harmless to do twice. What takes long asks
 * `isWanted` before its result stays: somebody may have cancelled the job meanwhile.
 */
export type JobHandler = (payload: unknown, isWanted: () => Promise<boolean>) => Promise<void>

const LEASE_MS = 60_000
const EXTEND_EVERY_MS = 20_000
const LOOK_EVERY_MS = 2_000
/** What does jobs side by side in a process. */
const LANES = [1, 2, 3] as const
/** Does none that ask a model: however long models take, this lane gets to all others. */
const QUICK_LANE = 3
const KEPT_MS = 7 * 24 * 60 * 60 * 1000
/** Waits before the next try, after the first, second … failure; then the job is given up. */
const RETRY_AFTER_MS = [5, 30, 120, 600, 3_600, 6 * 3_600, 24 * 3_600].map((seconds) => seconds * 1000)

type Lane = (typeof LANES)[number]

const store = globalThis as typeof globalThis & {
  numinaJobs?: {
    handlers: Map<string, JobHandler>
    askingModels: Set<string>
    lanes: Map<Lane, Promise<void>>
  }
}

function worker() {
  store.numinaJobs ??= { handlers: new Map(), askingModels: new Set(), lanes: new Map() }
  return store.numinaJobs
}

/**
 * Asks for work that follows a write. It is done soon, on this server or another, and tried again when it fails.
 *
 * @param key the same key is the same job, however often it is asked for; a job of its own without one
 * @param at not before then
 */
export async function enqueueJob(
  kind: string,
  payload: JobPayload,
  key: string = newId(),
  at: Date = new Date(),
): Promise<void> {
  await createJob(kind, `${kind}:${key}`, payload, at)
  void runDueJobs()
}

/** Takes back what was asked for and is not done yet: the jobs of this kind with this in their payload. */
export const cancelJobs = deleteJobs

/**
 * Starts doing jobs in this process.
 *
 * @param askingModels handlers whose jobs ask a model, which may take long to answer; the others do not wait for them
 * @returns what stops it, after the jobs at hand
 */
export function startJobs(
  handlers: Record<string, JobHandler>,
  askingModels: Record<string, JobHandler> = {},
): () => Promise<void> {
  const state = worker()
  for (const [kind, handler] of Object.entries({ ...handlers, ...askingModels }))
    state.handlers.set(kind, handler)
  for (const kind of Object.keys(askingModels)) state.askingModels.add(kind)
  const timer = setInterval(() => void runDueJobs(), LOOK_EVERY_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    state.handlers.clear()
    state.askingModels.clear()
    await Promise.all(state.lanes.values())
  }
}

/** Does all jobs that are due, a few at a time: a mail does not wait for models that take their time. */
export async function runDueJobs(): Promise<void> {
  const { lanes } = worker()
  const free = LANES.find((lane) => !lanes.has(lane))
  if (free) {
    const done = drain(free).finally(() => lanes.delete(free))
    lanes.set(free, done)
  }
  await Promise.all(lanes.values())
}

async function drain(lane: Lane): Promise<void> {
  try {
    for (let job = await claim(lane); job; job = await claim(lane)) await run(job)
  } catch (error) {
    log.warn('jobs could not be looked up', { error })
  }
}

/** Kinds that only a newer version of the app knows are left to it. */
function claim(lane: Lane): Promise<ClaimedJob | null> {
  const { handlers, askingModels } = worker()
  const kinds = [...handlers.keys()].filter((kind) => lane !== QUICK_LANE || !askingModels.has(kind))
  return claimDueJob(kinds, new Date(), LEASE_MS)
}

async function run({ id, kind, payload, attempts }: ClaimedJob): Promise<void> {
  const forgetAt = new Date(Date.now() + KEPT_MS)
  const lease = setInterval(() => void stayOwner(id), EXTEND_EVERY_MS)
  try {
    const handler = worker().handlers.get(kind)
    if (!handler) throw new Error(`nobody does jobs of kind ${kind}`)
    await handler(payload, () => isJobThere(id))
    await endJob(id, forgetAt, null)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const wait = RETRY_AFTER_MS[attempts - 1]
    log.warn('job failed', { jobId: id, kind, attempts, givenUp: wait === undefined, error })
    if (wait === undefined) await endJob(id, forgetAt, reason)
    else await postponeJob(id, new Date(Date.now() + wait), reason)
  } finally {
    clearInterval(lease)
  }
}

/** A lease that could not be extended runs out; then another server does the job again, which is harmless. */
async function stayOwner(id: string): Promise<void> {
  try {
    await extendLease(id, LEASE_MS)
  } catch (error) {
    log.warn('the lease of a job could not be extended', { jobId: id, error })
  }
}
