import { userRoute } from '@/lib/http/route'
import { exportPrompts } from '@/lib/prompts/server'

export const GET = userRoute({ name: 'promptsExport' }, async (ctx) => {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': 'attachment; filename="numina-prompts.json"',
    'cache-control': 'no-store',
  }
  return new Response(`${JSON.stringify(await exportPrompts(ctx), null, 2)}\n`, { headers })
})
