import { idSchema } from '@/lib/core/id-schema'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'
import { getConversationMemory } from '@/lib/memory/server'

export const GET = userRoute<{ id: string }>({ name: 'conversation.memory' }, async (ctx, _, { id }) =>
  Response.json(await getConversationMemory(ctx, parseInput(idSchema, id))),
)
