import { setTimeout as sleep } from 'node:timers/promises'
import { commandOf, PROCESSES, processIds, residentMegabytes } from './support/processes.ts'
import { startSignedInStack } from './support/stack.ts'

const SETTLE_MS = 15_000
/**
 * Resident memory of an idle, signed-in Numina, process by process. Goal: at most 600 MB without the model. Linux only: read
 * from /proc.
 */
export default async function benchIdleMemory(): Promise<Record<string, number>> {
  const before = new Set(processIds())
  const stack = await startSignedInStack()
  try {
    await sleep(SETTLE_MS)
    const figures: Record<string, number> = { app_mb: 0, database_mb: 0, launcher_mb: 0, model_mb: 0 }
    for (const pid of processIds().filter((id) => !before.has(id))) {
      const name = nameOf(pid)
      if (name) figures[`${name}_mb`] = (figures[`${name}_mb`] ?? 0) + residentMegabytes(pid)
    }
    const { app_mb = 0, database_mb = 0, launcher_mb = 0 } = figures
    return { ...figures, total_without_model_mb: app_mb + database_mb + launcher_mb }
  } finally {
    await stack.stop()
  }
}

function nameOf(pid: number): string | undefined {
  const command = commandOf(pid)
  return Object.entries(PROCESSES).find(([, pattern]) => pattern.test(command))?.[0]
}
