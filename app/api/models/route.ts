import { userRoute } from '@/lib/http/route'
import { listModels } from '@/lib/models/server'

export const GET = userRoute({ name: 'models' }, async (ctx) => Response.json(await listModels(ctx)))
