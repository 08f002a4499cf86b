import { listInput } from '@/lib/chat/schema'
import { listConversations } from '@/lib/chat/server'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

export const GET = userRoute({ name: 'conversations' }, async (ctx, request) => {
  const { searchParams } = new URL(request.url)
  const cursor = searchParams.get('cursor') ?? undefined
  const place = searchParams.get('place') ?? undefined
  return Response.json(await listConversations(ctx, parseInput(listInput, { cursor, place })))
})
