import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'
import { searchInput } from '@/lib/memory/schema'
import { listMemories } from '@/lib/memory/server'

export const GET = userRoute({ name: 'memory', rateLimit: 'search' }, async (ctx, request) => {
  const { searchParams } = new URL(request.url)
  return Response.json(await listMemories(ctx, parseInput(searchInput, Object.fromEntries(searchParams))))
})
