import { checkHealth } from '@/lib/health/server'
import { publicRoute } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

export const GET = publicRoute({ name: 'health' }, async () => {
  const health = await checkHealth()
  return Response.json(health, {
    status: health.status === 'down' ? 503 : 200,
    headers: { 'cache-control': 'no-store' },
  })
})
