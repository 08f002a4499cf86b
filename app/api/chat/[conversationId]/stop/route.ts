import { stopReply } from '@/lib/chat/server'
import { idSchema } from '@/lib/core/id-schema'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

export const POST = userRoute<{ conversationId: string }>(
  { name: 'chat stop', rateLimit: 'write' },
  async (ctx, _request, params) => {
    await stopReply(ctx, parseInput(idSchema, params.conversationId))
    return Response.json({ ok: true })
  },
)
