import 'server-only'
import { hasModels } from '@/lib/models/server'
import { pingDatabase } from '@/lib/platform/db'
import { log } from '@/lib/platform/log'
import { pingRedis } from '@/lib/platform/redis'
import packageJson from '@/package.json' with { type: 'json' }

export type Check = 'ok' | 'down' | 'none'
export type Health = {
  status: 'ok' | 'degraded' | 'down'
  version: string
  checks: Record<'database' | 'redis' | 'model', Check>
}

/**
 * Asks what the product stands on whether it answers.
 *
 * @returns `down` when people cannot use it (no database), `degraded` when something is missing, with one word a check
 */
export async function checkHealth(): Promise<Health> {
  const [database, redis, model] = await Promise.all([
    probe('database', pingDatabase),
    probe('redis', pingRedis),
    probeModel(),
  ])
  const status = database === 'down' ? 'down' : redis === 'ok' && model === 'ok' ? 'ok' : 'degraded'
  return { status, version: packageJson.version, checks: { database, redis, model } }
}

async function probe(name: string, ping: () => Promise<void>): Promise<Check> {
  try {
    await ping()
    return 'ok'
  } catch (error) {
    log.error('health check failed', { check: name, error })
    return 'down'
  }
}

async function probeModel(): Promise<Check> {
  return (await hasModels()) ? 'ok' : 'none'
}
