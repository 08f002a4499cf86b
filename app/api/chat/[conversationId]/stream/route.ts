import { z } from 'zod'
import { findReply, streamReply } from '@/lib/chat/server'
import { idSchema } from '@/lib/core/id-schema'
import { STREAM_HEADERS } from '@/lib/generations/server'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

const query = z.object({
  conversationId: idSchema,
  generation: idSchema,
  after: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
})

export const GET = userRoute<{ conversationId: string }>(
  { name: 'chat stream' },
  async (ctx, request, params) => {
    const { conversationId, generation, after } = parseInput(query, {
      conversationId: params.conversationId,
      generation: new URL(request.url).searchParams.get('generation'),
      after: request.headers.get('last-event-id') ?? 0,
    })
    const reply = await findReply(ctx, conversationId, generation)
    return new Response(streamReply(ctx, reply, after), {
      headers: { ...STREAM_HEADERS, 'x-generation-id': reply._id },
    })
  },
)
