import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan, can } from '@/lib/auth/permissions'
import { definedOnly } from '@/lib/core/objects'
import { allModels } from '../choose-model'
import { fixedConnections, toConnection } from '../connections/read-connections'
import { findConnections, updatePersonalModels, updateWorkspaceModels } from '../data'
import { openModels } from '../registry/access'
import type { ModelSettingsView, PersonalModelsInput, WorkspaceModels } from '../schema'

/** @returns what the settings of models show; the providers only to those who may manage them */
export async function readModelSettings(ctx: Ctx): Promise<ModelSettingsView> {
  assertCan(ctx, 'profile:read')
  const canManage = can(ctx, 'models:manage')
  const access = await openModels(ctx)
  const [models, fixed, connections] = await Promise.all([
    allModels(access),
    canManage ? fixedConnections() : [],
    canManage ? findConnections(ctx).then((found) => Promise.all(found.map(toConnection))) : [],
  ])
  const { personal, workspace } = access
  return { personal, workspace, models, connections: [...fixed, ...connections], canManage }
}

/** Changes the given wishes of the caller; the rest stays. They count from the very next reply on. */
export async function updatePersonal(ctx: Ctx, patch: PersonalModelsInput): Promise<null> {
  assertCan(ctx, 'profile:write')
  const fallbackModels = patch.fallbackModels && [...new Set(patch.fallbackModels)]
  await updatePersonalModels(ctx, definedOnly({ ...patch, fallbackModels }))
  return null
}

/** Changes what everybody in the workspace begins with who wishes for nothing else. */
export async function updateWorkspace(ctx: Ctx, models: WorkspaceModels): Promise<null> {
  assertCan(ctx, 'models:manage')
  await updateWorkspaceModels(ctx, models)
  return null
}
