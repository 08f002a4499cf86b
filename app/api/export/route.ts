import { z } from 'zod'
import { parseInput, respondDownload } from '@/lib/http/respond'
import { userRoute } from '@/lib/http/route'
import { exportFormat } from '@/lib/transfer/schema'
import { exportAll } from '@/lib/transfer/server'

const query = z.object({ format: exportFormat })

export const GET = userRoute({ name: 'exportAll', rateLimit: 'export' }, async (ctx, request) => {
  const { format } = parseInput(query, { format: new URL(request.url).searchParams.get('format') })
  return respondDownload(await exportAll(ctx, format))
})
