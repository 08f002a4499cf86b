import { readContext } from '@/lib/chat/server'
import { idSchema } from '@/lib/core/id-schema'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

export const GET = userRoute<{ id: string }>({ name: 'conversation.context' }, async (ctx, _, { id }) =>
  Response.json(await readContext(ctx, parseInput(idSchema, id))),
)
