import 'server-only'
import { getEnv } from '@/lib/env'
import { createSafeFetch } from '../outbound/safe-fetch'

/** The protocol a provider speaks. `compatible`: OpenAI's chat completions, at an address of its own. */
export type ProviderKind = 'openai' | 'anthropic' | 'google' | 'compatible'

export type Endpoint = {
  /** Begins the ids of its models. Of the environment: `openai`, `anthropic`, `google`, `local`; else the connection's id. */
  id: string
  kind: ProviderKind
  name: string
  baseUrl: string
  apiKey: string | null
  /** Given by the operator in the environment, and not by somebody in the settings. */
  isTrusted: boolean
  /** Tokens its models hold when neither it nor the catalogue says. */
  unknownWindow: number
}

const BASE_URLS: Record<Exclude<ProviderKind, 'compatible'>, string> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta',
}

/** @returns where a provider of this kind is reached: `given` without its last slash, or its vendor's address */
export function baseUrlOf(kind: ProviderKind, given: string | null | undefined): string {
  if (given) return given.replace(/\/+$/, '')
  if (kind === 'compatible') throw new Error('a compatible provider needs an address')
  return BASE_URLS[kind]
}

/** The providers the environment names, the default first. */
export function environmentEndpoints(): Endpoint[] {
  const env = getEnv()
  const openai = env.OPENAI_API_KEY || env.OPENAI_BASE_URL
  const found: (Endpoint | null | undefined | '')[] = [
    openai && {
      ...(env.OPENAI_BASE_URL
        ? trusted('openai', 'compatible', 'Default provider', env.OPENAI_BASE_URL)
        : trusted('openai', 'openai', 'OpenAI', undefined)),
      apiKey: env.OPENAI_API_KEY ?? null,
    },
    env.ANTHROPIC_API_KEY && {
      ...trusted('anthropic', 'anthropic', 'Anthropic', env.ANTHROPIC_BASE_URL),
      apiKey: env.ANTHROPIC_API_KEY,
    },
    env.GOOGLE_API_KEY && {
      ...trusted('google', 'google', 'Google', env.GOOGLE_BASE_URL),
      apiKey: env.GOOGLE_API_KEY,
    },
    env.LOCAL_MODEL_URL && {
      ...trusted('local', 'compatible', 'On this machine', env.LOCAL_MODEL_URL),
      unknownWindow: 4_096,
    },
  ]
  return found.filter((endpoint) => typeof endpoint === 'object' && endpoint !== null)
}

function trusted(id: string, kind: ProviderKind, name: string, url: string | undefined): Endpoint {
  return {
    id,
    kind,
    name,
    baseUrl: baseUrlOf(kind, url),
    apiKey: null,
    isTrusted: true,
    unknownWindow: 128_000,
  }
}

let guarded: typeof fetch | undefined

/** How requests to this provider are sent: those whose address somebody entered go through the guard of lib/platform/outbound. */
export function fetchFor(endpoint: Endpoint): typeof fetch {
  if (endpoint.isTrusted) return fetch
  guarded ??= createSafeFetch()
  return guarded
}
