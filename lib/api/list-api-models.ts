import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { allModels, openModelsOf } from '@/lib/models/server'
import type { ApiModelList } from './schema'

/** @returns the models that can be asked, those with keys of the workspace's own included */
export async function listApiModels(ctx: Ctx): Promise<ApiModelList> {
  assertCan(ctx, 'api:models')
  const models = await allModels(await openModelsOf(ctx))
  return {
    object: 'list',
    data: models.map(({ id, label, providerName, contextWindow }) => ({
      ...{ id, object: 'model' as const, created: 0, owned_by: providerName },
      ...{ name: label, context_window: contextWindow },
    })),
  }
}
