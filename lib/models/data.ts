import 'server-only'
import type { Scope } from '@/lib/auth/context'
import { definedOnly } from '@/lib/core/objects'
import { orm } from '@/lib/platform/db'
import type { ModelSettings, WorkspaceModels } from './schema'

type Workspaced = Pick<Scope, 'workspaceId'>
export type ConnectionRecord = NonNullable<Awaited<ReturnType<typeof findConnection>>>
/** A connection as far as it says how its provider is asked. */
export type ConnectionFields = Pick<
  ConnectionRecord,
  '_id' | 'kind' | 'name' | 'baseUrl' | 'secret' | 'hint' | 'isEnabled'
>

export async function findConnection({ workspaceId }: Workspaced, id: string) {
  return orm().providerConnections.where({ _id: id, workspaceId }).first()
}

/** The providers of a workspace, oldest first. */
export async function findConnections({ workspaceId }: Workspaced) {
  return orm().providerConnections.where({ workspaceId }).orderBy({ createdAt: 1 }).all()
}

export async function createConnection(
  { workspaceId, userId }: Scope,
  fields: ConnectionFields,
): Promise<ConnectionRecord> {
  return orm().providerConnections.create({ ...fields, workspaceId, userId })
}

export async function updateConnection(
  { workspaceId }: Workspaced,
  id: string,
  patch: Partial<Omit<ConnectionFields, '_id'>>,
) {
  return orm().providerConnections.where({ _id: id, workspaceId }).update(patch)
}

export async function deleteConnection({ workspaceId }: Workspaced, id: string): Promise<void> {
  await orm().providerConnections.where({ _id: id, workspaceId }).delete()
}

export type PersonalModels = {
  defaultModel: string | null
  fallbackModels: string[]
  settings: ModelSettings
}

export async function findPersonalModels({ userId }: Scope): Promise<PersonalModels> {
  const person = await orm()
    .users.where({ _id: userId })
    .select('defaultModel', 'fallbackModels', 'modelSettings')
    .first()
  return toPersonalModels(person)
}

type PersonFields = { defaultModel: string | null; fallbackModels: unknown; modelSettings: unknown }

/** @returns what the account of a person says of models */
export function toPersonalModels(person: PersonFields | null): PersonalModels {
  return {
    defaultModel: person?.defaultModel ?? null,
    fallbackModels: (person?.fallbackModels ?? []) as string[],
    settings: (person?.modelSettings ?? {}) as ModelSettings,
  }
}

export async function updatePersonalModels({ userId }: Scope, patch: Partial<PersonalModels>): Promise<void> {
  const { settings, ...fields } = patch
  await orm()
    .users.where({ _id: userId })
    .update({ ...fields, ...(settings && { modelSettings: definedOnly(settings) }) })
}

export async function findWorkspaceModels({ workspaceId }: Workspaced): Promise<WorkspaceModels> {
  const workspace = await orm().workspaces.where({ _id: workspaceId }).select('modelDefaults').first()
  return { model: null, settings: {}, ...(workspace?.modelDefaults as Partial<WorkspaceModels> | null) }
}

export async function updateWorkspaceModels(
  { workspaceId }: Workspaced,
  models: WorkspaceModels,
): Promise<void> {
  await orm()
    .workspaces.where({ _id: workspaceId })
    .update({ modelDefaults: { ...models, settings: definedOnly(models.settings) } })
}
