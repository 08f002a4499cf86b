import { respondDownload } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'
import { exportUsage } from '@/lib/usage/server'

export const GET = userRoute({ name: 'usage.export', rateLimit: 'export' }, async (ctx) =>
  respondDownload(await exportUsage(ctx)),
)
