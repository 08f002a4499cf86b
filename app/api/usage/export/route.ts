import { z } from 'zod'
import { respondDownload } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'
import { USAGE_OF } from '@/lib/usage/schema'
import { exportUsage } from '@/lib/usage/server'

/** Of anything else it is one's own. */
const whose = z.enum(USAGE_OF).catch('me')

export const GET = userRoute({ name: 'usage.export', rateLimit: 'export' }, async (ctx, request) => {
  const of = whose.parse(new URL(request.url).searchParams.get('of'))
  return respondDownload(await exportUsage(ctx, of))
})
