import { z } from 'zod'
import { getOlderMessages } from '@/lib/chat/server'
import { idSchema } from '@/lib/core/id-schema'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

const query = z.object({ id: idSchema, before: idSchema })

export const GET = userRoute<{ id: string }>({ name: 'messages' }, async (ctx, request, params) => {
  const before = new URL(request.url).searchParams.get('before')
  const input = parseInput(query, { id: params.id, before })
  return Response.json(await getOlderMessages(ctx, input.id, input.before))
})
