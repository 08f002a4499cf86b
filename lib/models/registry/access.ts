import 'server-only'
import { accountAtHand } from '@/lib/accounts/server'
import type { Ctx, Scope } from '@/lib/auth/context'
import { decryptSecret } from '@/lib/platform/encryption'
import { log } from '@/lib/platform/log'
import {
  baseUrlOf,
  type Endpoint,
  environmentEndpoints,
  type ProviderKind,
} from '@/lib/platform/models/endpoint'
import { languageModelAt } from '@/lib/platform/models/language-model'
import type { StreamingModel } from '@/lib/platform/models/stream-model'
import {
  type ConnectionFields,
  findConnections,
  findPersonalModels,
  findWorkspaceModels,
  type PersonalModels,
  toPersonalModels,
} from '../data'
import type { ModelDto, WorkspaceModels } from '../schema'

/** Tokens a model of a connected provider holds when neither the provider nor the catalogue says. */
const UNKNOWN_WINDOW = 32_768

/** What models somebody can use, and what they and their workspace wish for. Read once for a request. */
export type ModelAccess = { endpoints: Endpoint[]; personal: PersonalModels; workspace: WorkspaceModels }

/** Reads which providers a person can use (those of the environment, then those of the workspace) and their wishes. */
export function openModels(scope: Scope): Promise<ModelAccess> {
  return open(scope, findPersonalModels(scope))
}

/** The same for who asks, whose account their request has read already. */
export function openModelsOf(ctx: Ctx): Promise<ModelAccess> {
  return open(ctx, accountAtHand(ctx).then(toPersonalModels))
}

async function open(scope: Scope, wishes: Promise<PersonalModels>): Promise<ModelAccess> {
  const [connections, personal, workspace] = await Promise.all([
    findConnections(scope),
    wishes,
    findWorkspaceModels(scope),
  ])
  const connected = connections.filter(({ isEnabled }) => isEnabled).map(openConnection)
  const endpoints = [...environmentEndpoints(), ...connected.filter((endpoint) => endpoint !== null)]
  return { endpoints, personal, workspace }
}

/** @returns where and with which key the provider is asked; null when its key cannot be read any more */
export function openConnection(connection: ConnectionFields): Endpoint | null {
  const { _id: id, name, secret, baseUrl } = connection
  const kind = connection.kind as ProviderKind
  try {
    const apiKey = secret === null ? null : decryptSecret(secret, id)
    const url = baseUrlOf(kind, baseUrl)
    return { id, kind, name, baseUrl: url, apiKey, isTrusted: false, unknownWindow: UNKNOWN_WINDOW }
  } catch (error) {
    log.warn('the key of a connection cannot be read', { connectionId: id, error })
    return null
  }
}

/** @returns whether a model is asked with a key of the workspace's own, and not the installation's */
export function isOwnKey({ endpoints }: ModelAccess, modelId: string): boolean {
  return endpoints.find(({ id }) => modelId.startsWith(`${id}/`))?.isTrusted === false
}

/** @throws when the model's provider is not among those of `access` */
export async function languageModelOf(access: ModelAccess, model: ModelDto): Promise<StreamingModel> {
  const endpoint = access.endpoints.find(({ id }) => id === model.provider)
  if (!endpoint) throw new Error(`provider ${model.provider} is not connected`)
  return languageModelAt(endpoint, model.id.slice(model.provider.length + 1))
}

/** Of servers that speak OpenAI's protocol at an address of their own, many take no schema: they are asked for JSON alone. */
export function takesSchema({ endpoints }: ModelAccess, { provider }: ModelDto): boolean {
  return endpoints.some(({ id, kind }) => id === provider && kind !== 'compatible')
}
