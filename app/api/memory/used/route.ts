import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'
import { usedInput } from '@/lib/memory/schema'
import { readUsed } from '@/lib/memory/server'

export const GET = userRoute({ name: 'memory.used' }, async (ctx, request) => {
  const ids = new URL(request.url).searchParams.get('ids')?.split(',')
  return Response.json(await readUsed(ctx, parseInput(usedInput, { ids })))
})
