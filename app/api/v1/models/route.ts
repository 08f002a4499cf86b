import { listApiModels } from '@/lib/api/server'
import { keyRoute } from '@/lib/http/key-route'

export const GET = keyRoute({ name: 'models' }, async (ctx) => Response.json(await listApiModels(ctx)))
