import { userRoute } from '@/lib/http/route'
import { exportInsights } from '@/lib/insight/server'

export const GET = userRoute({ name: 'insight.export', rateLimit: 'write' }, async (ctx) => {
  const { text, disposition } = await exportInsights(ctx)
  const headers = { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': disposition }
  return new Response(text, { headers })
})
