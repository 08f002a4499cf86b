import { userRoute } from '@/lib/http/route'
import { exportMemories } from '@/lib/memory/server'

export const GET = userRoute({ name: 'memory.export', rateLimit: 'export' }, async (ctx) => {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': 'attachment; filename="numina-memories.json"',
    'cache-control': 'no-store',
  }
  return new Response(`${JSON.stringify(await exportMemories(ctx), null, 2)}\n`, { headers })
})
