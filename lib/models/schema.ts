/** The wire types of models. Safe in the browser. */
import { z } from 'zod'
import { idSchema } from '@/lib/core/id-schema'
import { CONNECTION_NAME_MAX, MAX_TEMPERATURE, MOST_FALLBACKS, REASONING_EFFORTS } from './limits'

/** USD for a million tokens. `cached`: of a prompt the provider has read before; without it, as `input`. */
export type ModelPrice = { input: number; output: number; cached?: number | undefined }

export type ModelDto = {
  /** `provider/model`, as stored with conversations and replies. */
  id: string
  label: string
  /** What the id begins with: a provider of the environment, or the id of a connection. */
  provider: string
  providerName: string
  /** Tokens of prompt and reply together. */
  contextWindow: number
  /** The longest reply in tokens; null when it is not known. */
  maxOutput: number | null
  seesImages: boolean
  /** Null when it is not known. */
  usesTools: boolean | null
  /** It thinks before it answers, and how hard can be chosen. */
  reasons: boolean
  /** It takes a temperature and top-p. */
  samples: boolean
  /** Null when it is not known, or nothing is paid by the token. */
  price: ModelPrice | null
}

export type ModelList = {
  models: ModelDto[]
  /** The model a new conversation starts with; null when no model can be reached. */
  defaultId: string | null
}

/** How a model is asked. What is left out is left to what stands above: person, workspace, provider. */
export const modelSettings = z.object({
  temperature: z.number().min(0).max(MAX_TEMPERATURE).optional(),
  topP: z.number().min(0).max(1).optional(),
  /** Tokens. */
  maxOutput: z.number().int().min(16).max(1_000_000).optional(),
  reasoning: z.enum(REASONING_EFFORTS).optional(),
})
export type ModelSettings = z.infer<typeof modelSettings>

const modelId = z.string().min(1).max(200)

/** What a person begins with, and who answers when the model they chose does not. */
export const personalModelsInput = z
  .object({
    defaultModel: modelId.nullable(),
    fallbackModels: z.array(modelId).max(MOST_FALLBACKS, `Choose at most ${MOST_FALLBACKS} models.`),
    settings: modelSettings,
  })
  .partial()
export type PersonalModelsInput = z.infer<typeof personalModelsInput>

export const workspaceModelsInput = z.object({ model: modelId.nullable(), settings: modelSettings })
export type WorkspaceModels = z.infer<typeof workspaceModelsInput>

const name = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(CONNECTION_NAME_MAX, `Use at most ${CONNECTION_NAME_MAX} characters.`)
const apiKey = z
  .string()
  .trim()
  .max(500, 'This is too long for a key.')
  .regex(/^[\x21-\x7e]*$/, 'A key has no blanks and no special letters. Copy it once more.')
const baseUrl = z
  .string()
  .trim()
  .max(500)
  .pipe(z.url({ protocol: /^https?$/, error: 'Enter an address like https://example.com/v1.' }))
  .refine((text) => !/@|[?#]/.test(text), 'Leave out names, passwords and what follows a question mark.')

export const PROVIDER_KINDS = ['openai', 'anthropic', 'google', 'compatible'] as const
export type ConnectionKind = (typeof PROVIDER_KINDS)[number]

export const connectInput = z
  .object({ kind: z.enum(PROVIDER_KINDS), name, apiKey, baseUrl: baseUrl.nullable() })
  .superRefine(({ kind, apiKey: key, baseUrl: url }, { addIssue }) => {
    if (kind === 'compatible' && url === null)
      addIssue({ code: 'custom', path: ['baseUrl'], message: 'Enter the address of the provider.' })
    if (kind !== 'compatible' && key === '')
      addIssue({ code: 'custom', path: ['apiKey'], message: 'Enter the key.' })
  })
export type ConnectInput = z.infer<typeof connectInput>

/** A key that is left out stays as it is. */
export const editConnectionInput = z.object({
  id: idSchema,
  name,
  apiKey: apiKey.optional(),
  baseUrl: baseUrl.nullable(),
})
export type EditConnectionInput = z.infer<typeof editConnectionInput>
export const enableConnectionInput = z.object({ id: idSchema, isEnabled: z.boolean() })
export const connectionRef = z.object({ id: idSchema })

/** A provider as the settings show it; never with its key. */
export type ConnectionDto = {
  id: string
  kind: ConnectionKind
  name: string
  /** Null: the vendor's own address. */
  baseUrl: string | null
  /** The end of the key; null when there is none. */
  hint: string | null
  isEnabled: boolean
  /** From the environment: only whoever runs the installation can change it. */
  isFixed: boolean
  /** How many models it has, or why that is not known. */
  state: { models: number } | { problem: string }
}

/** What the settings of models show. */
export type ModelSettingsView = {
  personal: { defaultModel: string | null; fallbackModels: string[]; settings: ModelSettings }
  workspace: WorkspaceModels
  connections: ConnectionDto[]
  models: ModelDto[]
  canManage: boolean
}
