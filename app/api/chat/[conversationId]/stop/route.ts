import { z } from 'zod'
import { stopReply } from '@/lib/chat/server'
import { idSchema } from '@/lib/core/id-schema'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

/** Without a reply: all that are being made. */
const target = z.object({ conversationId: idSchema, reply: idSchema.optional() })

export const POST = userRoute<{ conversationId: string }>(
  { name: 'chat stop', rateLimit: 'write' },
  async (ctx, request, params) => {
    const reply = new URL(request.url).searchParams.get('reply') ?? undefined
    const input = parseInput(target, { conversationId: params.conversationId, reply })
    await stopReply(ctx, input.conversationId, input.reply)
    return Response.json({ ok: true })
  },
)
