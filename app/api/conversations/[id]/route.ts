import { getConversation } from '@/lib/chat/server'
import { idSchema } from '@/lib/core/id-schema'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

export const GET = userRoute<{ id: string }>({ name: 'conversation' }, async (ctx, _request, params) =>
  Response.json(await getConversation(ctx, parseInput(idSchema, params.id))),
)
