import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { getEnv } from '@/lib/env'
import { environmentEndpoints } from '@/lib/platform/models/endpoint'
import { describeModel } from './catalogue/describe-model'
import { type ModelAccess, openModels } from './registry/access'
import { listingOf } from './registry/listing'
import type { ModelDto, ModelList } from './schema'

/** @returns whether the installation itself has a model, whatever workspaces have connected */
export async function hasModels(): Promise<boolean> {
  const listings = await Promise.all(environmentEndpoints().map(listingOf))
  return listings.some(({ models }) => models.length > 0)
}

/** @returns the models a person can choose from, and the one a new conversation starts with */
export async function listModels(ctx: Ctx): Promise<ModelList> {
  assertCan(ctx, 'conversation:read')
  const access = await openModels(ctx)
  const models = await allModels(access)
  return { models, defaultId: (await chooseModel(access, []))?.id ?? null }
}

/** All models that can be reached now, those of the default provider first. */
export async function allModels({ endpoints }: ModelAccess): Promise<ModelDto[]> {
  return (await Promise.all(endpoints.map(listingOf))).flatMap(({ models }) => models)
}

/**
 * Finds the first of the wanted models that can be reached. After the wishes come the person's default, the workspace's, the
 * installation's (OPENAI_MODEL), and the first model of the first provider that has one.
 *
 * @param wanted ids by preference (asked for now, the conversation's); null where there is no wish
 * @returns the model, or null when none can be reached
 */
export async function chooseModel(
  access: ModelAccess,
  wanted: readonly (string | null | undefined)[],
): Promise<ModelDto | null> {
  const { OPENAI_MODEL } = getEnv()
  const configured = OPENAI_MODEL && `openai/${OPENAI_MODEL}`
  for (const id of [...wanted, access.personal.defaultModel, access.workspace.model, configured]) {
    const found = id ? await findModel(access, id) : null
    if (found) return found
  }
  for (const endpoint of access.endpoints) {
    const [first] = (await listingOf(endpoint)).models
    if (first) return first
  }
  return null
}

/** @returns the model of this id; null when its provider is not connected or says that it has no such model */
export async function findModel(access: ModelAccess, id: string): Promise<ModelDto | null> {
  const endpoint = access.endpoints.find((candidate) => id.startsWith(`${candidate.id}/`))
  if (!endpoint) return null
  const { models, error } = await listingOf(endpoint)
  const found = models.find((model) => model.id === id)
  if (found) return found
  // The provider does not answer. The reply will say so, or another model steps in and says so.
  return error && models.length === 0
    ? describeModel(endpoint, { id: id.slice(endpoint.id.length + 1) })
    : null
}
