import { userRoute } from '@/lib/http/route'
import { getMemoryState } from '@/lib/memory/server'

export const GET = userRoute({ name: 'memory.state' }, async (ctx) =>
  Response.json(await getMemoryState(ctx)),
)
