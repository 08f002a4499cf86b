import { userRoute } from '@/lib/http/route'
import { getInsightState } from '@/lib/insight/server'

export const GET = userRoute({ name: 'insight' }, async (ctx) => Response.json(await getInsightState(ctx)))
