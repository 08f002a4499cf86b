import { setTimeout as sleep } from 'node:timers/promises'
import type { Child } from '../lib/child.ts'
import type { Launch } from './context.ts'

const RESTART_AFTER_MS = [1_000, 5_000, 20_000]

/**
 * Starts a service again when it ends by itself, three times at most; the product works on without it.
 *
 * @param name as it is said to the person, with its article ("The local model")
 */
export async function keepRunning(
  { crew, report }: Launch,
  name: string,
  first: Child,
  startAgain: () => Child,
): Promise<void> {
  let child = first
  for (const pause of RESTART_AFTER_MS) {
    const { code, signal } = await child.exited
    if (crew.isStopping()) return
    report.line(
      `${name} ended by itself (${signal ?? `code ${code}`}) and is started again. Its log: ${child.log}`,
    )
    await sleep(pause)
    if (crew.isStopping()) return
    child = startAgain()
  }
  await child.exited
  if (!crew.isStopping()) report.line(`${name} ended again and is left alone now. Its log: ${child.log}`)
}
