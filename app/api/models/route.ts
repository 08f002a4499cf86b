import { userRoute } from '@/lib/http/route'
import { listModels } from '@/lib/models/server'

export const GET = userRoute({ name: 'models' }, async () => Response.json(await listModels()))
