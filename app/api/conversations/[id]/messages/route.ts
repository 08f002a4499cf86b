import { z } from 'zod'
import { getNewerMessages, getOlderMessages } from '@/lib/chat/server'
import { idSchema } from '@/lib/core/id-schema'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

const query = z.union([
  z.object({ id: idSchema, before: idSchema }),
  z.object({ id: idSchema, after: idSchema }),
])

export const GET = userRoute<{ id: string }>({ name: 'messages' }, async (ctx, request, { id }) => {
  const { searchParams } = new URL(request.url)
  const [before, after] = ['before', 'after'].map((name) => searchParams.get(name) ?? undefined)
  const input = parseInput(query, { id, before, after })
  if ('after' in input) return Response.json(await getNewerMessages(ctx, input.id, input.after))
  return Response.json(await getOlderMessages(ctx, input.id, input.before))
})
