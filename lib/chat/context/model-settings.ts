import 'server-only'
import type { Ctx } from '@/lib/auth/context'
import { assertCan } from '@/lib/auth/permissions'
import { definedOnly } from '@/lib/core/objects'
import type { ModelSettings } from '@/lib/models/schema'
import { openModels } from '@/lib/models/server'
import { updateConversation } from '../data'
import { requireConversation } from '../read-conversation'
import type { AskingView } from '../schema'

/** @returns how the model of a conversation is asked, and what counts where the conversation says nothing */
export async function readAsking(ctx: Ctx, id: string): Promise<AskingView> {
  assertCan(ctx, 'conversation:read')
  const [conversation, { personal, workspace }] = await Promise.all([
    requireConversation(ctx, id),
    openModels(ctx),
  ])
  return {
    instructions: conversation.instructions ?? '',
    settings: (conversation.modelSettings ?? {}) as ModelSettings,
    above: { ...workspace.settings, ...personal.settings },
  }
}

/** Changes how the model of a conversation is asked, from the next reply on. */
export async function changeAsking(
  ctx: Ctx,
  {
    id,
    instructions,
    settings,
  }: { id: string; instructions?: string | undefined; settings?: ModelSettings | undefined },
): Promise<null> {
  assertCan(ctx, 'conversation:write')
  await requireConversation(ctx, id)
  const modelSettings = settings && definedOnly(settings)
  await updateConversation(ctx, id, {
    ...(instructions !== undefined && { instructions: instructions || null }),
    ...(modelSettings && { modelSettings: Object.keys(modelSettings).length > 0 ? modelSettings : null }),
  })
  return null
}
