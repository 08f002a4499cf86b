import 'server-only'
import { z } from 'zod'
import { createSafeFetch } from '../outbound/safe-fetch'
import type { Endpoint } from './endpoint'

/** What a provider says of one of its models. Prices are USD for a million tokens. */
export type ListedModel = {
  id: string
  label?: string | undefined
  contextWindow?: number | undefined
  maxOutput?: number | undefined
  price?: { input: number; output: number } | undefined
  seesImages?: boolean | undefined
}

/** A provider that answered, but not with a list of models. */
export class ListRefused extends Error {
  override name = 'ListRefused'
  readonly status: number
  constructor(status: number) {
    super(`the provider answered ${status} to the list of models`)
    this.status = status
  }
}

const TIMEOUT_MS = 5_000
const MOST_MODELS = 2_000
/** The longest lists there are (OpenRouter's) have a quarter of it. */
const MOST_BYTES = 4 * 1024 * 1024
/** Ollama runs every model with this window unless its operator says otherwise, and cuts what is longer without a word. */
const OLLAMA_WINDOW = 4_096

const size = z.number().int().positive().nullish().catch(undefined)
const NAME_CHARS = 150
const name = z
  .string()
  .transform((text) => text.slice(0, NAME_CHARS))
  .optional()
  .catch(undefined)
const perToken = z.coerce.number().nonnegative().catch(0)
/** What is beyond the first models is not even looked at. */
const listOf = <T extends z.ZodType>(model: T) =>
  z
    .array(z.unknown())
    .transform((all) => all.slice(0, MOST_MODELS))
    .pipe(z.array(model))

// OpenAI's shape, with the names under which OpenRouter, Groq, vLLM, Mistral and our own local server tell more.
const openaiList = z.object({
  data: listOf(
    z.object({
      id: z.string().min(1).max(150),
      name,
      owned_by: z.string().optional().catch(undefined),
      context_window: size,
      context_length: size,
      max_context_length: size,
      max_model_len: size,
      max_completion_tokens: size,
      top_provider: z.object({ max_completion_tokens: size }).nullish().catch(undefined),
      pricing: z.object({ prompt: perToken, completion: perToken }).nullish().catch(undefined),
      architecture: z
        .object({ input_modalities: z.array(z.string()) })
        .nullish()
        .catch(undefined),
    }),
  ),
})
const anthropicList = z.object({
  data: listOf(z.object({ id: z.string().max(NAME_CHARS), display_name: name })),
})
const googleList = z.object({
  models: listOf(
    z.object({
      name: z.string().max(NAME_CHARS),
      displayName: name,
      inputTokenLimit: size,
      outputTokenLimit: size,
      supportedGenerationMethods: z.array(z.string()).default([]),
    }),
  ),
})

let guarded: typeof fetch | undefined

/** Whoever enters an address may have it answer anything. */
function fetchFrom({ isTrusted }: Endpoint): typeof fetch {
  if (isTrusted) return fetch
  guarded ??= createSafeFetch({ maxBytes: MOST_BYTES })
  return guarded
}

/**
 * Asks a provider which models it has; which also shows whether its address and key are right.
 *
 * @throws ListRefused, or whatever the network throws
 */
export async function fetchModelList(endpoint: Endpoint): Promise<ListedModel[]> {
  const { path, headers, read } = requestOf(endpoint)
  const response = await fetchFrom(endpoint)(endpoint.baseUrl + path, {
    headers,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    cache: 'no-store',
  })
  if (!response.ok) {
    await response.body?.cancel()
    throw new ListRefused(response.status)
  }
  return read(await response.json())
}

type ListRequest = { path: string; headers: Record<string, string>; read: (body: unknown) => ListedModel[] }

function requestOf({ kind, apiKey }: Endpoint): ListRequest {
  if (kind === 'anthropic')
    return {
      path: '/models?limit=1000',
      headers: { 'x-api-key': apiKey ?? '', 'anthropic-version': '2023-06-01' },
      read: readAnthropic,
    }
  if (kind === 'google')
    return { path: '/models?pageSize=1000', headers: { 'x-goog-api-key': apiKey ?? '' }, read: readGoogle }
  return {
    path: '/models',
    headers: { authorization: `Bearer ${apiKey ?? 'none'}` },
    read: (body) => readOpenai(body).filter(({ id }) => kind !== 'openai' || isChatModel(id)),
  }
}

function readOpenai(body: unknown): ListedModel[] {
  return openaiList.parse(body).data.map((model) => {
    const told =
      model.context_window ?? model.context_length ?? model.max_context_length ?? model.max_model_len
    return {
      id: model.id,
      label: model.name,
      contextWindow: told ?? (model.owned_by === 'library' ? OLLAMA_WINDOW : undefined),
      maxOutput: model.top_provider?.max_completion_tokens ?? model.max_completion_tokens ?? undefined,
      price: model.pricing
        ? { input: perMillion(model.pricing.prompt), output: perMillion(model.pricing.completion) }
        : undefined,
      seesImages: model.architecture?.input_modalities.includes('image'),
    }
  })
}

const perMillion = (price: number): number => Math.round(price * 1e12) / 1e6

function readAnthropic(body: unknown): ListedModel[] {
  return anthropicList.parse(body).data.map(({ id, display_name }) => ({ id, label: display_name }))
}

function readGoogle(body: unknown): ListedModel[] {
  return googleList
    .parse(body)
    .models.filter(({ supportedGenerationMethods }) => supportedGenerationMethods.includes('generateContent'))
    .map((model) => ({
      id: model.name.replace(/^models\//, ''),
      label: model.displayName,
      contextWindow: model.inputTokenLimit ?? undefined,
      maxOutput: model.outputTokenLimit ?? undefined,
    }))
}

/** OpenAI lists every model it has; those of other kinds are known by their names. */
function isChatModel(id: string): boolean {
  return (
    /^(gpt-|o\d|chatgpt-)/.test(id) &&
    !/audio|realtime|transcribe|tts|image|instruct|search|embedding/.test(id)
  )
}
