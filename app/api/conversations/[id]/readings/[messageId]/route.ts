import { idSchema } from '@/lib/core/id-schema'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'
import { getMessageInsight } from '@/lib/insight/server'

export const GET = userRoute<{ id: string; messageId: string }>(
  { name: 'conversation.reading' },
  async (ctx, _, { id, messageId }) =>
    Response.json(
      await getMessageInsight(ctx, {
        conversationId: parseInput(idSchema, id),
        messageId: parseInput(idSchema, messageId),
      }),
    ),
)
