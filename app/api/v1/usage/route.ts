import { readApiUsage } from '@/lib/api/server'
import { keyRoute } from '@/lib/http/key-route'

export const GET = keyRoute({ name: 'usage' }, async (ctx) => Response.json(await readApiUsage(ctx)))
