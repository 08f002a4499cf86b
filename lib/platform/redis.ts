import 'server-only'
import { Redis as UpstashRedis } from '@upstash/redis'
import type { Redis as IoRedis } from 'ioredis'
import { getEnv } from '@/lib/env'

type Requester = ConstructorParameters<typeof UpstashRedis>[0] & object
const store = globalThis as typeof globalThis & { numinaRedis?: Promise<UpstashRedis | null> }

/** Upstash's rate-limit scripts begin with a flag line that only Upstash understands; Redis 7 refuses it. */
const UPSTASH_SHEBANG = /^#!lua flags=allow-key-locking\n/

/**
 * Speaks Upstash's request protocol to a Redis connection, so that one client serves Upstash and Redis.
 * Source: the `Requester` interface of @upstash/redis.
 */
function requesterOver(connection: IoRedis) {
  return {
    async request<T>({ body }: { body?: unknown }): Promise<{ result: T }> {
      const [command, ...args] = (body as unknown[]).map((part) =>
        typeof part === 'string' ? part.replace(UPSTASH_SHEBANG, '') : String(part),
      )
      // By method, not by `call`: the one of the tests has only methods.
      const method = connection[(command as string).toLowerCase() as 'get'] as (
        ...args: unknown[]
      ) => Promise<unknown>
      const reply = await method.apply(connection, args)
      const isMap = typeof reply === 'object' && reply !== null && !Array.isArray(reply)
      return { result: (isMap ? Object.entries(reply).flat() : reply) as T }
    },
  }
}

/** Whoever asks a Redis that does not answer is told so. */
const PATIENCE_MS = 2_000

async function connect(): Promise<UpstashRedis | null> {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token, REDIS_URL } = getEnv()
  if (url && token) {
    const signal = () => AbortSignal.timeout(PATIENCE_MS)
    return new UpstashRedis({ url, token, signal, enableTelemetry: false })
  }
  if (!REDIS_URL) return null
  const { Redis } = await import('ioredis')
  const connection = new Redis(REDIS_URL, {
    maxRetriesPerRequest: 1,
    commandTimeout: PATIENCE_MS,
    enableOfflineQueue: true,
  })
  // Without a listener a lost connection would end the process; every command reports its own failure.
  connection.on('error', () => {})
  return new UpstashRedis(requesterOver(connection) as Requester)
}

/** The Redis of this installation: Upstash over REST, or a Redis server; null with neither configured. */
export function redis(): Promise<UpstashRedis | null> {
  store.numinaRedis ??= connect()
  return store.numinaRedis
}

/** @throws when there is a Redis and it does not answer */
export async function pingRedis(): Promise<void> {
  await (await redis())?.ping()
}
