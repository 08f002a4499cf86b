import { exportGrowth } from '@/lib/billing/server'
import { respondDownload } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'

export const GET = userRoute({ name: 'billing.growth', rateLimit: 'export' }, async (ctx) =>
  respondDownload(await exportGrowth(ctx)),
)
