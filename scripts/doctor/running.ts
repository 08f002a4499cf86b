import { z } from 'zod'
import { explain, Failure } from '../lib/failure.ts'
import { assertPortFree } from '../lib/ports.ts'
import { healthUrl, type Settings } from '../lib/settings.ts'
import { type Finding, TIMEOUT_MS } from './finding.ts'

const health = z.object({ status: z.string(), version: z.string(), checks: z.record(z.string(), z.string()) })

export async function checkPort(settings: Settings): Promise<Finding> {
  const { port, host } = settings
  const running = await askHealth(settings)
  if (running) {
    const checks = Object.entries(running.checks).map(([name, state]) => `${name} ${state}`)
    return {
      state: running.status === 'down' ? 'problem' : 'ok',
      text: `Numina ${running.version} runs on ${host}:${port}: ${checks.join(', ')}`,
    }
  }
  try {
    await assertPortFree(port, host)
    return { state: 'ok', text: `${host}:${port} is free` }
  } catch (error) {
    if (error instanceof Failure) return { state: 'problem', text: error.message, hint: error.hint }
    return { state: 'problem', text: explain(error) }
  }
}

async function askHealth(settings: Settings) {
  try {
    const response = await fetch(healthUrl(settings), { signal: AbortSignal.timeout(TIMEOUT_MS) })
    return health.parse(await response.json())
  } catch {
    return undefined // nobody there, or somebody else
  }
}
