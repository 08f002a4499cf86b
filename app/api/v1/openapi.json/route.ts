import { describeApi } from '@/lib/api/server'
import { publicRoute } from '@/lib/http/route'

export const GET = publicRoute({ name: 'openapi', rateLimit: 'sharedPage' }, async () =>
  Response.json(describeApi()),
)
