import 'server-only'
import { log } from '@/lib/platform/log'
import { ActiveGeneration, activeGenerations } from './active'
import { type EndStatus, endGeneration, type GenerationRecord, heartbeat } from './data'

const HEARTBEAT_MS = 1_000
/** A generation nobody has heard of for this long lost its server. */
export const STALE_MS = 6_000

/** Whether a running reply lost its server. One of this process has not, however long the process slept. */
export function isAbandoned({ _id, heartbeatAt }: Pick<GenerationRecord, '_id' | 'heartbeatAt'>): boolean {
  return !activeGenerations().has(_id) && heartbeatAt.getTime() < Date.now() - STALE_MS
}

/**
 * Produces the reply. Resolves with its end status after it has saved the reply; `finish` emits the closing chunk, which readers
 * see last.
 */
export type Produce = (active: ActiveGeneration) => Promise<{ status: EndStatus; finish: () => void }>

/** Makes a reply in this process, detached from the request that asked for it. */
export function runGeneration(id: string, produce: Produce): void {
  const active = new ActiveGeneration(id)
  activeGenerations().set(id, active)
  startHeartbeat()
  void complete(active, produce)
}

async function complete(active: ActiveGeneration, produce: Produce): Promise<void> {
  try {
    const { status, finish } = await produce(active)
    await endGeneration(active.id, status)
    finish()
    await active.flush()
  } catch (error) {
    // The generation stays `running` without a heartbeat; the reaper saves what its log holds.
    log.error('generation failed', { generationId: active.id, error })
  } finally {
    activeGenerations().delete(active.id)
    active.close()
  }
}

const store = globalThis as typeof globalThis & { numinaHeartbeat?: NodeJS.Timeout | undefined }

function startHeartbeat(): void {
  store.numinaHeartbeat ??= setInterval(() => void beat(), HEARTBEAT_MS).unref()
}

async function beat(): Promise<void> {
  const active = activeGenerations()
  if (active.size === 0) {
    clearInterval(store.numinaHeartbeat)
    store.numinaHeartbeat = undefined
    return
  }
  try {
    for (const id of await heartbeat([...active.keys()])) stopLocally(id)
  } catch (error) {
    log.warn('heartbeat failed', { error })
  }
}

/** Stops a reply of this process at once. @returns false when another process makes it */
export function stopLocally(id: string): boolean {
  const active = activeGenerations().get(id)
  active?.end('stopped')
  return active !== undefined
}

/** Ends all replies of this process, keeping what they have; for shutdown. Resolves when they are saved. */
export async function interruptAll(): Promise<void> {
  const all = [...activeGenerations().values()]
  for (const active of all) active.end('interrupted')
  while (activeGenerations().size > 0) await new Promise((resolve) => setTimeout(resolve, 20))
}
