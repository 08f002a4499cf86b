import { readAsking } from '@/lib/chat/server'
import { idSchema } from '@/lib/core/id-schema'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

export const GET = userRoute<{ id: string }>({ name: 'conversation.asking' }, async (ctx, _, { id }) =>
  Response.json(await readAsking(ctx, parseInput(idSchema, id))),
)
