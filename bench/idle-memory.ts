import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { startSignedInStack } from './support/stack.ts'

const SETTLE_MS = 15_000
/** Which of the stack's processes a command line belongs to. */
const PROCESSES = {
  app: /server\.ts/,
  database: /services\/mongo\/main\.ts/,
  launcher: /scripts\/launch\.ts/,
  model: /services\/llm\/main\.ts/,
} as const

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

function processIds(): number[] {
  return readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? [Number(entry)] : []))
}

function nameOf(pid: number): string | undefined {
  const command = readOr(`/proc/${pid}/cmdline`)
  return Object.entries(PROCESSES).find(([, pattern]) => pattern.test(command))?.[0]
}

function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readOr(`/proc/${pid}/status`))?.[1]
  return Number(kilobytes ?? 0) / 1024
}

/** A process may end between being listed and being read. */
function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
