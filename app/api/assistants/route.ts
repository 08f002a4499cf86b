import { listAssistants } from '@/lib/assistants/server'
import { userRoute } from '@/lib/http/route'

export const GET = userRoute({ name: 'assistants' }, async (ctx) =>
  Response.json({ assistants: await listAssistants(ctx) }),
)
