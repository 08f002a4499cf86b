import { Redis } from 'ioredis'
import { MongoClient } from 'mongodb'
import type { Settings } from '../lib/settings.ts'
import { type Finding, reasonOf, showUrl, TIMEOUT_MS } from './finding.ts'

export async function checkDatabase({ variables, home }: Settings): Promise<Finding> {
  const url = variables['DATABASE_URL']
  if (!url) return { state: 'ok', text: `embedded, started with the app, in ${home}/mongo` }
  try {
    await using client = new MongoClient(url, { serverSelectionTimeoutMS: TIMEOUT_MS })
    const { version } = await client.db().admin().buildInfo()
    return { state: 'ok', text: `MongoDB ${version} at ${showHosts(url)}` }
  } catch (error) {
    return {
      state: 'problem',
      text: `${showHosts(url)} does not answer: ${reasonOf(error)}`,
      hint: 'Check DATABASE_URL, the network and the access list of the server; without DATABASE_URL the embedded one runs.',
    }
  }
}

/** A MongoDB URL may name several hosts, which no URL parser takes. */
function showHosts(url: string): string {
  return url
    .replace(/^[^/]*\/\//, '')
    .replace(/^.*@/, '')
    .replace(/[/?].*$/, '')
}

export async function checkRedis({ variables }: Settings): Promise<Finding> {
  const { UPSTASH_REDIS_REST_URL: rest, UPSTASH_REDIS_REST_TOKEN: token, REDIS_URL: direct } = variables
  const url = rest || direct
  if (!url) return { state: 'ok', text: "embedded in the app's process (for one server)" }
  try {
    if (rest) await pingUpstash(rest, token)
    else await pingRedis(url)
    return { state: 'ok', text: `${showUrl(url)} answers` }
  } catch (error) {
    return {
      state: 'problem',
      text: `${showUrl(url)} does not answer: ${reasonOf(error)}`,
      hint: rest ? 'Check UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN.' : 'Check REDIS_URL.',
    }
  }
}

async function pingUpstash(url: string, token: string | undefined): Promise<void> {
  if (!token) throw new Error('UPSTASH_REDIS_REST_TOKEN is missing')
  const headers = { authorization: `Bearer ${token}` }
  const response = await fetch(`${url}/ping`, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!response.ok) throw new Error(`status ${response.status}`)
}

async function pingRedis(url: string): Promise<void> {
  const connection = new Redis(url, {
    lazyConnect: true,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    retryStrategy: () => null,
  })
  let failure: unknown
  connection.on('error', (error) => {
    failure ??= error
  })
  try {
    await connection.connect()
    await connection.ping()
  } catch (error) {
    throw failure ?? error
  } finally {
    connection.disconnect()
  }
}
