import { userRoute } from '@/lib/http/route'
import { listPrompts } from '@/lib/prompts/server'

export const GET = userRoute({ name: 'prompts', rateLimit: 'search' }, async (ctx) =>
  Response.json({ prompts: await listPrompts(ctx) }),
)
