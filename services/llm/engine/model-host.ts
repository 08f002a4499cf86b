import type { ChatWrapper, LlamaEmbeddingContext, LlamaModel } from 'node-llama-cpp'
import { serverError } from '../api-error.ts'
import { Slots } from './slots.ts'
import { resolveTemplate } from './template.ts'

export type LlamaLibrary = typeof import('node-llama-cpp')

export type LoadedModel = {
  library: LlamaLibrary
  model: LlamaModel
  template: ChatWrapper
  /** Tokens that one conversation may have: the configured number, or less when the model was trained on less. */
  contextTokens: number
  slots: Slots
  embeddingContext: () => Promise<LlamaEmbeddingContext>
  dispose: () => Promise<void>
}

export type HostOptions = {
  path: string
  contextTokens: number
  slots: number
  threads: number
  idleMs: number
  log: (message: string) => void
}

/** Tokens of a prompt read in one go; more at once is not faster on a processor, and holds up an abort. */
export const PROMPT_STEP = 128

/** Longest text to embed: a vector says little about more. */
const EMBEDDING_TOKENS = 2_048

/** Loads the model at the first use, shares it among users, and unloads it when nobody used it for a while. */
export class ModelHost {
  readonly #options: HostOptions
  readonly #loader: (options: HostOptions) => Promise<LoadedModel>
  #loading: Promise<LoadedModel> | null = null
  #loaded = false
  #users = 0
  #idleTimer: NodeJS.Timeout | undefined
  #onDrained: (() => void) | undefined

  constructor(options: HostOptions, loader = loadModel) {
    this.#options = options
    this.#loader = loader
  }

  get state(): 'unloaded' | 'loading' | 'ready' {
    if (!this.#loading) return 'unloaded'
    return this.#loaded ? 'ready' : 'loading'
  }

  /** @throws ApiError 503 when the model cannot be loaded; the next use tries again */
  async use<T>(work: (loaded: LoadedModel) => Promise<T>): Promise<T> {
    clearTimeout(this.#idleTimer)
    this.#users++
    try {
      return await work(await this.#load())
    } finally {
      this.#users--
      if (this.#users === 0) this.#whenUnused()
    }
  }

  /** Waits for the last user and frees the memory. The caller sees to it that no further use begins. */
  async close(): Promise<void> {
    if (this.#users > 0) await new Promise<void>((resolve) => (this.#onDrained = resolve))
    clearTimeout(this.#idleTimer)
    await this.#unload()
  }

  #whenUnused(): void {
    this.#onDrained?.()
    this.#idleTimer = setTimeout(() => void this.#unload(), this.#options.idleMs).unref()
  }

  async #unload(): Promise<void> {
    const loading = this.#loading
    this.#loading = null
    this.#loaded = false
    const loaded = await loading?.catch(() => null)
    if (!loaded) return
    await loaded.dispose()
    this.#options.log('the model was unloaded')
  }

  async #load(): Promise<LoadedModel> {
    this.#loading ??= this.#loader(this.#options)
    try {
      const loaded = await this.#loading
      this.#loaded = true
      return loaded
    } catch (cause) {
      this.#loading = null
      throw serverError('The local model could not be loaded; its log says why.', cause, 503)
    }
  }
}

async function loadModel({ path, contextTokens, slots, threads, log }: HostOptions): Promise<LoadedModel> {
  const started = performance.now()
  const library = await import('node-llama-cpp')
  const llama = await library.getLlama({
    build: 'never',
    skipDownload: true,
    gpu: false,
    maxThreads: threads,
    progressLogs: false,
    logLevel: library.LlamaLogLevel.error,
    logger: (_level, message) => log(message.trim()),
  })
  try {
    const model = await llama.loadModel({ modelPath: path })
    const size = Math.min(contextTokens, model.trainContextSize)
    const createSequence = async () => {
      const options = { contextSize: size, batchSize: PROMPT_STEP, threads }
      const context = await model.createContext(options).catch(refuseMemory)
      return context.getSequence()
    }
    let embedding: Promise<LlamaEmbeddingContext> | null = null
    const createEmbedding = () => {
      const options = { contextSize: Math.min(EMBEDDING_TOKENS, size), threads }
      return model.createEmbeddingContext(options).catch((cause: unknown) => {
        embedding = null
        return refuseMemory(cause)
      })
    }
    log(`the model was loaded in ${Math.round(performance.now() - started)} ms`)
    return {
      library,
      model,
      template: resolveTemplate(library, model),
      contextTokens: size,
      slots: new Slots(slots, createSequence),
      embeddingContext: () => {
        embedding ??= createEmbedding()
        return embedding
      },
      dispose: () => llama.dispose(),
    }
  } catch (error) {
    await llama.dispose()
    throw error
  }
}

/** A context is not made when it does not fit into the memory that is left. */
function refuseMemory(cause: unknown): never {
  throw serverError('The local model has not enough memory for this request.', cause, 503)
}
