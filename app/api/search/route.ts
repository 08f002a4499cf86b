import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'
import { searchInput } from '@/lib/search/schema'
import { search } from '@/lib/search/server'

export const GET = userRoute({ name: 'search', rateLimit: 'search' }, async (ctx, request) => {
  const { searchParams } = new URL(request.url)
  const [q, kind, cursor] = ['q', 'kind', 'cursor'].map((name) => searchParams.get(name) ?? undefined)
  return Response.json(await search(ctx, parseInput(searchInput, { q, kind, cursor })))
})
