import { idSchema } from '@/lib/core/id-schema'
import { parseInput } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'
import { cancelImport, getImport } from '@/lib/transfer/server'

export const GET = userRoute<{ id: string }>({ name: 'importProgress' }, async (ctx, _request, { id }) =>
  Response.json(await getImport(ctx, parseInput(idSchema, id))),
)

export const DELETE = userRoute<{ id: string }>(
  { name: 'cancelImport', rateLimit: 'write' },
  async (ctx, _request, { id }) => {
    await cancelImport(ctx, parseInput(idSchema, id))
    return Response.json({})
  },
)
