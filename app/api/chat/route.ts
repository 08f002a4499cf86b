import { chatInput } from '@/lib/chat/schema'
import { sendMessage, sendTemporary, streamReply } from '@/lib/chat/server'
import { STREAM_HEADERS } from '@/lib/generations/server'
import { parseInput, readJson } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

const MAX_BYTES = 2 * 1024 * 1024

export const POST = userRoute({ name: 'chat', rateLimit: 'chat' }, async (ctx, request) => {
  const input = parseInput(chatInput, await readJson(request, MAX_BYTES))
  const generation =
    input.trigger === 'temporary' ? await sendTemporary(ctx, input) : await sendMessage(ctx, input)
  const headers = { ...STREAM_HEADERS, 'x-generation-id': generation._id }
  return new Response(streamReply(ctx, generation, 0), { headers })
})
