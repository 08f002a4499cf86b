import { userRoute } from '@/lib/http/route'
import { getArchive } from '@/lib/privacy/server'

export const GET = userRoute({ name: 'archive' }, async (ctx) =>
  Response.json({ archive: await getArchive(ctx) }),
)
