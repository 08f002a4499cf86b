import { needsCare } from '@/lib/care/server'
import { chatInput, type SendInput, type TemporaryInput } from '@/lib/chat/schema'
import { sendMessage, sendTemporary, streamReply } from '@/lib/chat/server'
import { STREAM_HEADERS } from '@/lib/generations/server'
import { logFailure, parseInput, readJson, respondError } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

const MAX_BYTES = 2 * 1024 * 1024

const ROUTE = { name: 'chat', rateLimit: 'chat', renewsAccess: true } as const

export const POST = userRoute(ROUTE, async (ctx, request) => {
  const input = parseInput(chatInput, await readJson(request, MAX_BYTES))
  const answer = async () => {
    const generation =
      input.trigger === 'temporary' ? await sendTemporary(ctx, input) : await sendMessage(ctx, input)
    const headers = { ...STREAM_HEADERS, 'x-generation-id': generation._id }
    return new Response(streamReply(ctx, generation, 0), { headers })
  }
  if (!needsCare(newWordsOf(input))) return answer()
  // Also whoever gets no answer, because a limit is reached or no model is there, is shown who can help.
  const response = await answer().catch((error) => {
    logFailure('route chat', error, ctx.requestId)
    return respondError(error, ctx.requestId)
  })
  response.headers.set('x-numina-care', 'help')
  return response
})

/** @returns what the person has just written; empty where an older message is answered again */
function newWordsOf(input: SendInput | TemporaryInput): string {
  if (input.trigger === 'send') return input.message.text
  return input.trigger === 'temporary' ? (input.messages.at(-1)?.text ?? '') : ''
}
