import { availableParallelism, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'

export type Environment = Readonly<Record<string, string | undefined>>

export type Config = {
  /** The data directory of the product. */
  home: string
  /** Tokens that one conversation may have, prompt and answer together. */
  contextTokens: number
  /** Conversations answered at the same time. */
  slots: number
  maxWaiting: number
  threads: number
  /** Milliseconds without a request after which the model's memory is given back. */
  idleMs: number
}

export class ConfigError extends Error {
  override name = 'ConfigError'
}

const GIB = 1024 ** 3

/**
 * Reads the service's settings: NUMINA_HOME, LLM_CONTEXT, LLM_SLOTS, LLM_QUEUE, LLM_THREADS, LLM_IDLE_MINUTES.
 * @throws ConfigError naming the variable and what it may be
 */
export function readConfig(env: Environment): Config {
  return {
    home: env['NUMINA_HOME'] || fileURLToPath(new URL('../../.numina', import.meta.url)),
    contextTokens: readInteger(env, 'LLM_CONTEXT', totalmem() >= 12 * GIB ? 8_192 : 4_096, 512, 131_072),
    slots: readInteger(env, 'LLM_SLOTS', 3, 1, 16),
    maxWaiting: readInteger(env, 'LLM_QUEUE', 32, 0, 1_000),
    // One core stays free: llama.cpp's threads wait for each other by spinning, so that a core shared with anything
    // else costs far more than it brings (measured here: 4 threads on 2 busy cores are 300 times slower than 1).
    threads: readInteger(env, 'LLM_THREADS', Math.max(1, availableParallelism() - 1), 1, 256),
    idleMs: readInteger(env, 'LLM_IDLE_MINUTES', 10, 1, 10_080) * 60_000,
  }
}

function readInteger(
  env: Environment,
  name: string,
  fallback: number,
  minimum: number,
  maximum: number,
): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return value
  throw new ConfigError(`${name} must be a whole number from ${minimum} to ${maximum}, not "${text}"`)
}
