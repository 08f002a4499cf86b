import { railInput } from '@/lib/chat/schema'
import { readRail } from '@/lib/chat/server'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

export const GET = userRoute({ name: 'rail' }, async (ctx, request) => {
  const { searchParams } = new URL(request.url)
  const input = { places: searchParams.getAll('place'), ids: searchParams.getAll('id') }
  return Response.json(await readRail(ctx, parseInput(railInput, input)))
})
